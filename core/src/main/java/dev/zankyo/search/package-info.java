/**
 * A hyperparameter search. {@link dev.zankyo.search.Sweep} trains with each setting of a {@link
 * dev.zankyo.search.SearchSpace} for a few epochs, keeps the best ones, trains those for longer, and so on ({@link
 * dev.zankyo.search.SuccessiveHalving}). It scores them on rows held out of the training set. Start with {@code Sweep}.
 */
package dev.zankyo.search;
