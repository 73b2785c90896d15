package dev.zankyo.cli.options;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A converter that reads a value of an enum by its printed name, in that spelling only. */
public record ByName<E extends Enum<E>>(Class<E> type) implements ITypeConverter<E> {

    /** Registers converters for every option and argument of an enum type, of a program and its commands. */
    public static CommandLine registerIn(CommandLine program) {
        program.getCommandSpec().args().stream()
                .flatMap(argument -> Arrays.stream(argument.auxiliaryTypes()))
                .filter(Class::isEnum)
                .forEach(type -> register(program, type));
        program.getSubcommands().values().forEach(ByName::registerIn);
        return program;
    }

    private static <E extends Enum<E>> void register(CommandLine program, Class<?> type) {
        @SuppressWarnings("unchecked") // the filter passes only enum types
        Class<E> values = (Class<E>) type;
        program.registerConverter(values, new ByName<>(values));
    }

    @Override
    public E convert(String name) {
        E[] values = type.getEnumConstants();
        return Arrays.stream(values)
                .filter(value -> value.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected "
                        + Arrays.stream(values).map(E::toString).collect(Collectors.joining(", ")) + ", got " + name));
    }
}
