/**
 * Looks for the settings that suit a set of sounds: {@link dev.zankyo.search.Sweep} trains with each of a {@link
 * dev.zankyo.search.SearchSpace} for a few epochs, keeps the best of them, trains those for longer, and so on ({@link
 * dev.zankyo.search.SuccessiveHalving}), measuring on rows held out of the training rows. Start with {@code Sweep}.
 */
package dev.zankyo.search;
