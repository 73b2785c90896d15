/**
 * A comparison of Zankyo with other libraries, its peers, on one machine in one run.
 * {@link dev.zankyo.benchmarks.peers.PeerRun} starts a process for every contestant, case and round. Contestants take
 * turns, so that slow changes of the machine affect all alike. Each contestant first shows that it computes the same
 * network ({@link dev.zankyo.benchmarks.peers.Expectation}), then warms up, then is measured.
 * {@link dev.zankyo.benchmarks.peers.PerformanceTable} turns a run into the table of docs/performance.md. The peers
 * implement {@link dev.zankyo.benchmarks.peers.Contestant} in {@code src/peers/java}, which is compiled only in the
 * Maven profile {@code peers}. Without it, only Zankyo's backends are compared.
 *
 * <pre>{@code
 * mvn -q -Ppeers -pl benchmarks -am -DskipTests verify
 * mvn -q -Ppeers -pl benchmarks -am -DskipTests verify \
 *     -Dpeers.arguments="--modes training --contestants libtorch,onednn"
 * java -cp benchmarks/target/benchmarks.jar dev.zankyo.benchmarks.peers.PerformanceTable \
 *     benchmarks/target/peers/peers.json docs/performance.md
 * }</pre>
 *
 * <p>The machine must have nothing else to do. Threads that spin while they wait for each other become far slower when
 * another process takes one of their cores.
 */
package dev.zankyo.benchmarks.peers;
