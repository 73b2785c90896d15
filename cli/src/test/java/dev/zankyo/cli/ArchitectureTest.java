package dev.zankyo.cli;

import static com.tngtech.archunit.base.DescribedPredicate.doNot;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.zankyo.InputException;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.train.Recipe;
import dev.zankyo.train.TrainingResult;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/**
 * Tests of the dependencies between modules and packages. The modules cli and native-backend depend on core. Within
 * cli, the program depends on the commands, these on the options, and these on the terminal. There are no cycles.
 */
final class ArchitectureTest {
    private static final JavaClasses CORE = classesBeside(InputException.class);
    private static final JavaClasses CLI = classesBeside(Main.class);

    /** The classes of native-backend, found as the program finds them: through a service that the module provides. */
    private static final JavaClasses BACKENDS = classesBeside(ServiceLoader.load(ComputeBackend.class).stream()
            .findFirst()
            .orElseThrow()
            .type());

    /** Returns all classes of the folder or jar that a class was loaded from, without the module's descriptor. */
    private static JavaClasses classesBeside(Class<?> type) {
        URL location = type.getProtectionDomain().getCodeSource().getLocation();
        return new ClassFileImporter()
                .withImportOption(file -> !file.contains("module-info.class"))
                .importUrl(location);
    }

    private static DescribedPredicate<JavaClass> of(String module, JavaClasses classes) {
        return DescribedPredicate.describe("of " + module, type -> classes.contain(type.getName()));
    }

    @Test
    void modules_theirClasses_areAllSeen() {
        assertTrue(CORE.contain("dev.zankyo.train.Trainer"));
        assertTrue(CLI.contain("dev.zankyo.launcher.Launcher"));
        assertTrue(BACKENDS.stream().anyMatch(type -> type.isAssignableTo(ComputeBackend.class)));
    }

    @Test
    void core_everyClass_knowsNeitherBackendsNorCommandLine() {
        noClasses().should().dependOnClassesThat(of("native-backend", BACKENDS)).check(CORE);
        noClasses().should().dependOnClassesThat(of("cli", CLI)).check(CORE);
    }

    @Test
    void core_everyPackage_isFreeOfReportsAndMeasurements() {
        noClasses()
                .should()
                .resideInAnyPackage("dev.zankyo.report..", "dev.zankyo.tensorboard..", "dev.zankyo.bench..")
                .check(CORE);
    }

    @Test
    void cli_everyClass_namesNoBackend() {
        noClasses().should().dependOnClassesThat(of("native-backend", BACKENDS)).check(CLI);
    }

    @Test
    void backends_everyClass_knowNoCommandLine() {
        noClasses().should().dependOnClassesThat(of("cli", CLI)).check(BACKENDS);
    }

    @Test
    void cli_packagesOfCommands_doNotKnowTheProgram() {
        noClasses()
                .that()
                .resideInAPackage("dev.zankyo.cli.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.zankyo.cli")
                .check(CLI);
    }

    @Test
    void cli_optionsAndTerminal_knowNoCommand() {
        noClasses()
                .that()
                .resideInAPackage("dev.zankyo.cli.options")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.zankyo.cli..")
                        .and(resideOutsideOfPackages("dev.zankyo.cli.options", "dev.zankyo.cli.terminal")))
                .check(CLI);
        noClasses()
                .that()
                .resideInAPackage("dev.zankyo.cli.terminal")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.zankyo.cli..").and(resideOutsideOfPackages("dev.zankyo.cli.terminal")))
                .check(CLI);
    }

    @Test
    void reportAndTensorBoard_everyClass_knowNoCommand() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.zankyo.report", "dev.zankyo.tensorboard")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.zankyo.cli..")
                .check(CLI);
    }

    @Test
    void launcher_everyClass_dependsOnTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("dev.zankyo.launcher")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.zankyo.launcher")
                .check(CLI);
    }

    /** Checks that only their own classes call these constructors: many numbers in a row are easily confused. */
    @Test
    void constructors_ofManyParts_areCalledByTheirOwnClassAlone() {
        Class<?>[] types = {LogMelSpec.class, Recipe.class, TrainingResult.class};
        for (JavaClasses module : List.of(CORE, CLI, BACKENDS)) {
            noClasses()
                    .that(doNot(belongToAnyOf(types)))
                    .should()
                    .callConstructorWhere(target(owner(belongToAnyOf(types))))
                    .check(module);
        }
    }

    @Test
    void packages_ofEachModule_areFreeOfCycles() {
        for (JavaClasses module : List.of(CORE, CLI, BACKENDS)) {
            slices().matching("dev.zankyo.(**)").should().beFreeOfCycles().check(module);
        }
    }

    @Test
    void packages_ofOneName_areInOneModule() {
        Map<String, String> owners = new HashMap<>();
        Map.of("core", CORE, "cli", CLI, "native-backend", BACKENDS).forEach((module, classes) -> classes.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .forEach(name ->
                        assertEquals(module, owners.merge(name, module, (first, second) -> first + " and " + second))));
    }
}
