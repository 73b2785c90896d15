/**
 * The comparison of Zankyo with its peers, on one machine and in one run. {@link dev.zankyo.benchmarks.peers.PeerRun}
 * starts a process for every contestant, case and round, one contestant after the other, so that drift of the machine
 * affects all of them. Each process first shows that it computes the same network
 * ({@link dev.zankyo.benchmarks.peers.Expectation}), then warms up, then is timed.
 * {@link dev.zankyo.benchmarks.peers.PerformanceTable} turns such a run into the table of docs/performance.md. The
 * peers implement {@link dev.zankyo.benchmarks.peers.Contestant} in {@code src/peers/java}, which only the Maven
 * profile {@code peers} compiles. Without it, Zankyo's backends run against each other.
 *
 * <pre>{@code
 * mvn -q -Ppeers -pl benchmarks -am -DskipTests verify
 * mvn -q -Ppeers -pl benchmarks -am -DskipTests verify \
 *     -Dpeers.arguments="--modes training --contestants libtorch,onednn"
 * java -cp benchmarks/target/benchmarks.jar dev.zankyo.benchmarks.peers.PerformanceTable \
 *     benchmarks/target/peers/peers.json docs/performance.md
 * }</pre>
 *
 * <p>Nothing else may run on the machine. Threads that wait for each other by spinning lose far more than the share of
 * a process that takes one of their cores.
 */
package dev.zankyo.benchmarks.peers;
