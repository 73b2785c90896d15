package dev.zankyo.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.LimitedBackend;
import dev.zankyo.backend.reference.ReferenceBackend;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformTest {
    private static Platform platform(String version, String arithmetic) {
        return new Platform(Map.of("zankyo", version, "arithmetic", arithmetic));
    }

    @Test
    void platform_ofTheSameBackend_isTheSameHoweverLimited() {
        ComputeBackend backend = new ReferenceBackend();
        Platform platform = Platform.of(backend);
        assertEquals(
                List.of("zankyo", "java version", "arithmetic"),
                List.copyOf(platform.values().keySet()));
        assertEquals(List.of(), platform.changes(Platform.of(new LimitedBackend(backend, 1))));
        assertSame(platform, platform.continuedOn(Platform.of(backend), 3));
    }

    @Test
    void change_isNamedWithBothValues() {
        assertEquals(
                List.of("arithmetic has changed; was 8 lanes, is 16 lanes"),
                platform("1", "8 lanes").changes(platform("1", "16 lanes")));
        assertTrue(
                platform("1\u001b[2J", "")
                        .changes(platform("2", ""))
                        .toString()
                        .matches("\\[zankyo has changed; was 1\\P{Cntrl}+, is 2]"),
                "control characters of a file");
    }

    @Test
    void platform_thatIsNotKnown_isAnother() {
        Platform now = platform("1", "8 lanes");
        assertEquals(2, Platform.unknown().changes(now).size());
    }

    @Test
    void run_continuedElsewhere_tellsOfItAndIsAtHomeThere() {
        Platform first = platform("1", "8 lanes");
        Platform second = platform("2", "8 lanes");
        Platform both = first.continuedOn(second, 70);
        assertEquals("zankyo has changed; was 1, is 2", both.values().get("until step 70"));
        assertEquals(List.of(), both.changes(second));
        Platform back = both.continuedOn(first, 90);
        assertEquals("zankyo has changed; was 1, is 2", back.values().get("until step 70"));
        assertEquals("zankyo has changed; was 2, is 1", back.values().get("until step 90"));
    }
}
