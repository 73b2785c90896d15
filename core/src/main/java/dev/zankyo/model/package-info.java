/**
 * The residual network: its sizes ({@link dev.zankyo.model.ResNetConfig}), its graph ({@link dev.zankyo.model.ResNet}),
 * its initial weights, its summary, and the file that stores a trained model ({@link dev.zankyo.model.ModelFile}).
 */
package dev.zankyo.model;
