import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles a submission whatever its files are called, and writes `main.args` beside the classes: the argument file
 * with which the launcher starts the class that has the main method (one of the first file wins over those of others, and a public class over the rest of its file).
 * Usage: CompileBox OUT_DIR FILE...
 */
class CompileBox {
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(Path path) throws IOException {
            super(URI.create("string:///" + path.getFileName()), Kind.SOURCE);
            text = Files.readString(path);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreErrors) {
            return text;
        }

        /** A public class may be in a file of any name: judges rename what they are given. */
        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return true;
        }

        @Override
        public String getName() {
            return toUri().getPath().substring(1);
        }
    }

    public static void main(String[] args) throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            if (args[i].endsWith(".java")) sources.add(new Source(Path.of(args[i])));
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        var errors = new PrintWriter(System.err, true);
        var files = compiler.getStandardFileManager(null, Locale.ROOT, null);
        var options = List.of("-d", args[0], "-proc:none", "-nowarn", "-Xlint:none", "-Xmaxerrs", "20");
        var task = (JavacTask) compiler.getTask(errors, files, null, options, null, sources);
        var first = sources.isEmpty() ? null : sources.get(0).toUri();
        Map<TypeElement, URI> types = new LinkedHashMap<>();
        task.addTaskListener(new TaskListener() {
            @Override
            public void finished(TaskEvent event) {
                if (event.getKind() == TaskEvent.Kind.ANALYZE && event.getTypeElement() != null) types.put(event.getTypeElement(), event.getSourceFile().toUri());
            }
        });
        if (!task.call()) System.exit(1);
        TypeElement entry = null;
        int best = -1;
        for (var each : types.entrySet()) {
            if (!hasMain(each.getKey())) continue;
            int rank = (each.getValue().equals(first) ? 2 : 0) + (each.getKey().getModifiers().contains(Modifier.PUBLIC) ? 1 : 0);
            if (rank <= best) continue;
            best = rank;
            entry = each.getKey();
        }
        if (entry == null) {
            System.err.println("error: no class has a method public static void main(String[] args)");
            System.exit(1);
        }
        Files.writeString(Path.of(args[0], "main.args"), entry.getQualifiedName().toString());
        System.exit(0);
    }

    private static boolean hasMain(TypeElement type) {
        for (Element element : type.getEnclosedElements()) {
            if (element.getKind() != ElementKind.METHOD || !element.getSimpleName().contentEquals("main")) continue;
            var method = (ExecutableElement) element;
            var parameters = method.getParameters();
            if (method.getModifiers().containsAll(Set.of(Modifier.PUBLIC, Modifier.STATIC))
                    && parameters.size() == 1
                    && parameters.get(0).asType().toString().equals("java.lang.String[]")) return true;
        }
        return false;
    }
}
