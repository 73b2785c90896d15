package dev.zankyo.cli.options;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A converter that reads a size in bytes, as Java's {@code -Xmx} does: a number, and k, m, g or t for powers of 1024.
 */
final class MemorySize implements ITypeConverter<Long> {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,18})([kmgt]?)");
    private static final String UNITS = "kmgt";

    @Override
    public Long convert(String text) {
        Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        try {
            if (matcher.matches()) {
                int power = UNITS.indexOf(matcher.group(2)) + (matcher.group(2).isEmpty() ? 0 : 1);
                long bytes = Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << 10 * power);
                if (bytes > 0) {
                    return bytes;
                }
            }
        } catch (ArithmeticException e) {
            throw unreadable(text);
        }
        throw unreadable(text);
    }

    private static TypeConversionException unreadable(String text) {
        return new TypeConversionException("must be a size such as 512m or 4g; got " + text);
    }

    /** Returns the memory of this machine in bytes, or of the container that limits this process. */
    static long ofMachine() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }
}
