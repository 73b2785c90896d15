/**
 * The residual network: its shape ({@link dev.zankyo.model.ResNetConfig}), its graph ({@link dev.zankyo.model.ResNet}), its
 * first weights, its summary, and the file that keeps a trained one ({@link dev.zankyo.model.ModelFile}).
 */
package dev.zankyo.model;
