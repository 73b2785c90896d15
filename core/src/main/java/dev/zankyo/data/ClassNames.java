package dev.zankyo.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The conversion of labels in files to class names, and the order of classes. */
public final class ClassNames {
    private static final int MOST_DIGITS = 30;

    private ClassNames() {}

    /**
     * Returns the class that a label names, in Unicode's composed form (NFC). Surrounding blanks are ignored, and an
     * integer is the same class in any notation, since some tools write class 7 as {@code 7.0} or {@code 7.000e+00}.
     */
    public static String of(String label) {
        String text = Normalizer.normalize(label.strip(), Normalizer.Form.NFC);
        if (text.isEmpty() || text.length() > MOST_DIGITS || "+-.0123456789".indexOf(text.charAt(0)) < 0) {
            return text;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            boolean whole = number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
            return whole && number.precision() - number.scale() <= MOST_DIGITS
                    ? number.toBigInteger().toString()
                    : text;
        } catch (NumberFormatException e) {
            return text; // a name that starts like a number
        }
    }

    /** Returns the distinct names in ascending order: numeric if all are integers, otherwise alphabetical. */
    public static List<String> inOrder(Collection<String> names) {
        boolean numbers = names.stream().allMatch(name -> name.matches("-?[0-9]+"));
        Comparator<String> order = numbers ? Comparator.comparing(BigInteger::new) : Comparator.naturalOrder();
        return names.stream().distinct().sorted(order).toList();
    }
}
