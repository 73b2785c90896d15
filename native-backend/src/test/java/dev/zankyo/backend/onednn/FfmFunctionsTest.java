package dev.zankyo.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import dev.zankyo.reliability.Trials;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FfmFunctionsTest {
    /** A library may lack any single function. */
    @Test
    @Survives(promise = Promise.NATIVE_CODE, what = "a function of oneDNN missing, one at a time: named")
    void anyFunctionMissing_isNamed(Trials trials) {
        List<String> names = new ArrayList<>();
        SymbolLookup all = name -> {
            names.add(name);
            return Optional.of(MemorySegment.ofAddress(8)); // bound, never called
        };
        new FfmOneDnn(all);
        List<String> functions = names.stream().distinct().toList();
        for (String missing : functions) {
            SymbolLookup library = name -> name.equals(missing) ? Optional.empty() : all.find(name);
            var error = assertThrows(UnsatisfiedLinkError.class, () -> new FfmOneDnn(library));
            assertEquals("undefined symbol: " + missing, error.getMessage());
            trials.survived();
        }
    }
}
