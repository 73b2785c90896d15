package dev.zankyo.documentation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A source file made of a block of Java. A block that declares no type consists of statements. It may begin with
 * imports, and is wrapped in a method that may throw.
 *
 * @param type the name of the type that the block declares first, or of the type that it is wrapped in
 * @param text the whole source file
 */
public record JavaSource(String type, String text) {
    private static final Pattern TYPE =
            Pattern.compile("^(?:[a-z]+ )*(?:class|interface|enum|record) (\\w+)", Pattern.MULTILINE);
    private static final String WRAPPER = "Statements";

    public static JavaSource of(String code) {
        Matcher type = TYPE.matcher(code);
        if (type.find()) {
            return new JavaSource(type.group(1), code);
        }
        var imports = code.lines().collect(Collectors.partitioningBy(line -> line.startsWith("import ")));
        return new JavaSource(
                WRAPPER,
                String.join("\n", imports.get(true)) + "\nclass " + WRAPPER + " { void run() throws Exception {\n"
                        + String.join("\n", imports.get(false)) + "\n} }\n");
    }
}
