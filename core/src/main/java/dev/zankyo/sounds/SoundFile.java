package dev.zankyo.sounds;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A recording in a folder, not yet decoded.
 *
 * @param path the file
 * @param name its path within the folder, separated by slashes on every system
 * @param label its class, if known
 * @param group its speaker or place, if known: recordings of one group stay in one part of a split
 */
public record SoundFile(Path path, String name, Optional<String> label, Optional<String> group) {}
