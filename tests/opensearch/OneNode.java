import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.logging.LogConfigurator;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.transport.Netty4Plugin;

/** One node of OpenSearch on loopback, for tests: OneNode HOME key=value ... ; a line "started" when it answers; ends with its input. */
public final class OneNode extends Node {
    private OneNode(Environment environment) {
        super(environment, List.of(Netty4Plugin.class, CommonAnalysisPlugin.class, PainlessPlugin.class), false);
    }

    public static void main(String[] arguments) throws Exception {
        LogConfigurator.configureWithoutConfig(Settings.builder().put("logger.level", "WARN").build());
        Settings.Builder settings = Settings.builder().put("path.home", Path.of(arguments[0]).toString())
            .put("network.host", "127.0.0.1").put("transport.type", "netty4").put("http.type", "netty4")
            .put("cluster.routing.allocation.disk.threshold_enabled", false);
        for (int at = 1; at < arguments.length; at++) {
            String[] pair = arguments[at].split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        Environment environment = InternalSettingsPreparer.prepareEnvironment(settings.build(), Map.of(), null, () -> "node");
        CountDownLatch ended = new CountDownLatch(1);
        OneNode node = new OneNode(environment);
        node.start();
        Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown));
        System.out.println("started");
        while (System.in.read() >= 0) { /* the test holds the other end: a node never outlives it */ }
        node.close();
    }
}
