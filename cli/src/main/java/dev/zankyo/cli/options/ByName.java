package dev.zankyo.cli.options;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads one of a few values by the name it prints, and no other spelling. */
public record ByName<E extends Enum<E>>(Class<E> type) implements ITypeConverter<E> {

    /** Makes a program and its commands read every option whose type is an enum this way. */
    public static CommandLine registerIn(CommandLine program) {
        program.getCommandSpec().options().stream()
                .flatMap(option -> Arrays.stream(option.auxiliaryTypes()))
                .filter(Class::isEnum)
                .forEach(type -> register(program, type));
        program.getSubcommands().values().forEach(ByName::registerIn);
        return program;
    }

    private static <E extends Enum<E>> void register(CommandLine program, Class<?> type) {
        @SuppressWarnings("unchecked") // an enum, by the filter
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
