package dev.zankyo.backend;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.graph.Node;

/**
 * A node that a backend cannot compute.
 *
 * @param node the node
 * @param reason the rule it breaks, such as {@code window must be at most 3 x 3}
 */
public record Unsupported(Node node, String reason) {

    /** Returns the exception by which the backend of this name refuses to compile the graph; it names the node. */
    public InputException refusal(String backend) {
        return InputException.of(Subject.node(node.name()), backend + " does not compute this node; " + reason)
                .got(node.op())
                .remedy("choose another backend");
    }
}
