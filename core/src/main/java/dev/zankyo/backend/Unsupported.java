package dev.zankyo.backend;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.graph.Node;

/**
 * A node that a backend cannot compute.
 *
 * @param node the node
 * @param reason the rule that the node breaks, such as {@code window must be at most 3 x 3}
 */
public record Unsupported(Node node, String reason) {

    /**
     * Returns the exception with which the backend called {@code backend} refuses to compile the graph. Its message
     * names the node.
     */
    public InputException refusal(String backend) {
        return InputException.of(Subject.node(node.name()), backend + " does not compute this node; " + reason)
                .got(node.op())
                .remedy("choose another backend");
    }
}
