/** The loops of the roof by the Vector API: compiled apart, and loaded only where the module is there. */
package dev.zankyo.backend.roof.vector;
