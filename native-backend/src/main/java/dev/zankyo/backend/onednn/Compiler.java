package dev.zankyo.backend.onednn;

import dev.zankyo.backend.lowering.Instruction;
import dev.zankyo.backend.lowering.Program;
import java.util.ArrayList;
import java.util.List;

/** Turns each instruction of a program into oneDNN primitives. */
final class Compiler {
    private final Convolutions convolutions;
    private final BatchNorms batchNorms;
    private final DenseLayers denseLayers;
    private final ParameterFree parameterFree;

    private Compiler(Compilation compilation, Parameters parameters) {
        convolutions = new Convolutions(compilation, parameters);
        batchNorms = new BatchNorms(compilation, parameters);
        denseLayers = new DenseLayers(compilation, parameters);
        parameterFree = new ParameterFree(compilation);
    }

    /** All steps of a program, and where its parameters and statistics lie. */
    record Result(
            List<Draft> forward, List<Draft> backward, Parameters parameters, List<BatchNorms.Statistics> statistics) {}

    /** Compiles a program; a refusal of oneDNN names the node. */
    static Result compile(Compilation compilation, Program program) {
        var parameters = new Parameters(compilation);
        var compiler = new Compiler(compilation, parameters);
        List<Draft> forward = compiler.compile(program.forward());
        List<Draft> backward = compiler.compile(program.backward());
        return new Result(forward, backward, parameters, compiler.batchNorms.statistics());
    }

    private List<Draft> compile(List<Instruction> instructions) {
        List<Draft> drafts = new ArrayList<>();
        for (Instruction instruction : instructions) {
            try {
                drafts.addAll(compile(instruction));
            } catch (OneDnnException e) {
                throw e.at(instruction.node().name());
            }
        }
        return drafts;
    }

    private List<Draft> compile(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Conv2dForward step -> convolutions.forward(step);
            case Instruction.Conv2dBackwardWeights step -> convolutions.backwardWeights(step);
            case Instruction.Conv2dBackwardData step -> convolutions.backwardData(step);
            case Instruction.BatchNormForward step -> batchNorms.forward(step);
            case Instruction.BatchNormInference step -> batchNorms.inference(step);
            case Instruction.BatchNormBackward step -> batchNorms.backward(step);
            case Instruction.ReluForward step -> parameterFree.relu(step);
            case Instruction.ReluBackward step -> parameterFree.relu(step);
            case Instruction.Add step -> parameterFree.add(step);
            case Instruction.Copy step -> parameterFree.copy(step);
            case Instruction.GlobalAveragePoolForward step -> parameterFree.pool(step);
            case Instruction.GlobalAveragePoolBackward step -> parameterFree.pool(step);
            case Instruction.DenseForward step -> denseLayers.forward(step);
            case Instruction.DenseBackward step -> denseLayers.backward(step);
            case Instruction.LossGradient step -> List.of(); // the plan's own, in Java: N x K numbers
        };
    }
}
