/**
 * Examples to learn from: the {@link dev.zankyo.data.Dataset}, how it is read from CSV in either layout, and how its values
 * are standardised.
 */
package dev.zankyo.data;
