package dev.zankyo.backend.onednn;

import dev.zankyo.backend.onednn.Binding.Argument;
import java.util.List;

/**
 * A step on its way to being executable: everything but the addresses.
 *
 * @param node the name of the node it was made for
 * @param primitive what it does, for people
 * @param desc the primitive descriptor
 * @param arguments all of them, the scratchpad too
 */
record Draft(String node, String primitive, long desc, List<Argument> arguments) {}
