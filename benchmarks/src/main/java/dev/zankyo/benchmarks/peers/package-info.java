/**
 * Zankyo beside its peers, on one machine and in one run. {@link dev.zankyo.benchmarks.peers.PeerRun} starts a process for
 * every contestant, case and round, one contestant after the other, so that drift of the machine meets them all; each first
 * shows that it computes the same network ({@link dev.zankyo.benchmarks.peers.Expectation}), then warms up, then is timed.
 * {@link dev.zankyo.benchmarks.peers.PerformanceTable} turns such a run into the table of docs/performance.md. The peers themselves are
 * implementations of {@link dev.zankyo.benchmarks.peers.Contestant} in {@code src/peers/java}, compiled in the Maven
 * profile {@code peers} only: without it, Zankyo's backends run against each other.
 *
 * <pre>{@code
 * mvn -q -Ppeers -pl benchmarks -am -DskipTests verify
 * mvn -q -Ppeers -pl benchmarks -am -DskipTests verify -Dpeers.arguments="--modes training --contestants libtorch,onednn"
 * java -cp benchmarks/target/benchmarks.jar dev.zankyo.benchmarks.peers.PerformanceTable benchmarks/target/peers/peers.json docs/performance.md
 * }</pre>
 *
 * <p>The machine must have nothing else to do: threads that wait for each other spinning lose out of all proportion to a
 * process that takes one of their cores.
 */
package dev.zankyo.benchmarks.peers;
