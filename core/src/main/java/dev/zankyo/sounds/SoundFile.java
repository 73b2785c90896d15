package dev.zankyo.sounds;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A recording in a folder, not yet listened to.
 *
 * @param path the file
 * @param name its path within the folder, names parted by slashes on every system
 * @param label its class, where that is known
 * @param group what it shares with others that must not be in another part of a split: a speaker, a place
 */
public record SoundFile(Path path, String name, Optional<String> label, Optional<String> group) {}
