package dev.zankyo.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;

/** A {@link OneDnn} that counts the objects alive, and can be told to refuse a function. */
final class CountedObjects {
    /** The handles created and not yet destroyed. */
    final Set<Long> alive = new HashSet<>();

    int created;

    final OneDnn dnnl;

    private final String refused;

    /**
     * Wraps a binding.
     *
     * @param refused the function that fails as unimplemented, or ""
     */
    CountedObjects(OneDnn real, String refused) {
        this.refused = refused;
        dnnl = counted(OneDnn.class, real);
    }

    private <T> T counted(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(method, real, arguments)));
    }

    private Object call(Method method, Object real, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (name.equals(refused)) {
            OneDnnException.check(name, 3);
        }
        if (name.endsWith("Destroy")) {
            assertTrue(alive.remove((Long) arguments[0]), name + " of what is not alive");
        }
        Object result;
        try {
            result = method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (result instanceof PrimitiveDescs descs) {
            return counted(PrimitiveDescs.class, descs);
        }
        boolean creates = method.getReturnType() == long.class && !name.contains("Query") && !name.contains("GetSize");
        if (creates) {
            created++;
            assertTrue(alive.add((Long) result), name + " gave a handle that is alive");
        }
        return result;
    }
}
