package dev.zankyo.benchmarks.peers;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.backend.Backends;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The contestants of a run: Zankyo's backends and the peers on the class path. */
final class Contestants {
    private Contestants() {}

    static List<Contestant> all() {
        List<Contestant> all = new ArrayList<>();
        ServiceLoader.load(Contestant.class).forEach(all::add);
        Backends.candidates().forEach(candidate -> all.add(ZankyoContestant.of(candidate.name())));
        all.add(ZankyoContestant.plainJava());
        return all;
    }

    static Contestant named(String name) {
        List<Contestant> all = all();
        return all.stream()
                .filter(contestant -> contestant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> InputException.of(Subject.named("contestants"), "must be on the class path")
                        .expected(
                                "some of " + all.stream().map(Contestant::name).collect(Collectors.joining(", ")))
                        .got(name));
    }
}
