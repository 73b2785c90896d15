package dev.zankyo.backend.jvm;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Parameter.Role;
import java.util.List;

/**
 * The order of trainable parameters inside a plan. Every tensor keeps the place it has in the canonical flat vector, but
 * weights are stored HWIO instead of OIHW, and inputs x units instead of units x inputs: output channels fastest, the axis
 * the vectors run along.
 */
final class ParameterLayout {
    private final List<Parameter> parameters;

    ParameterLayout(Graph graph) {
        parameters = graph.trainable();
    }

    /** From the canonical order to the plan's. */
    void toPlan(float[] canonical, float[] plan) {
        for (Parameter p : parameters) {
            if (p.role() != Role.WEIGHT) {
                System.arraycopy(canonical, p.offset(), plan, p.offset(), p.size());
                continue;
            }
            int filters = p.shape().get(0);
            int channels = p.shape().get(1);
            int window = p.size() / (filters * channels);
            int from = p.offset();
            for (int o = 0; o < filters; o++) {
                for (int i = 0; i < channels; i++) {
                    for (int k = 0; k < window; k++) {
                        plan[p.offset() + (k * channels + i) * filters + o] = canonical[from++];
                    }
                }
            }
        }
    }

    /** From the plan's order to the canonical one. */
    void toCanonical(float[] plan, float[] canonical) {
        for (Parameter p : parameters) {
            if (p.role() != Role.WEIGHT) {
                System.arraycopy(plan, p.offset(), canonical, p.offset(), p.size());
                continue;
            }
            int filters = p.shape().get(0);
            int channels = p.shape().get(1);
            int window = p.size() / (filters * channels);
            int to = p.offset();
            for (int o = 0; o < filters; o++) {
                for (int i = 0; i < channels; i++) {
                    for (int k = 0; k < window; k++) {
                        canonical[to++] = plan[p.offset() + (k * channels + i) * filters + o];
                    }
                }
            }
        }
    }
}
