package io.procpool.cli;

import io.procpool.task.Job;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/** Finds the job in its jar; every way not to find it says what was looked for, and what to do. */
final class JobFinder {

  private static final String ATTRIBUTE = "Procpool-Job";
  private static final Pattern CLASS_VERSION = Pattern.compile("class file version (\\d+)\\.");
  private static final int VERSION_OF_JAVA_0 = 44;

  private final Path jar;
  private final ClassLoader loader;

  /** What the manifest names, or {@code null}. */
  private final String attribute;

  private JobFinder(Path jar, ClassLoader loader, String attribute) {
    this.jar = jar;
    this.loader = loader;
    this.attribute = attribute;
  }

  /**
   * @throws RunFailure if the file is not a jar that can be read
   */
  static JobFinder in(Path jar) {
    if (!Files.exists(jar)) {
      throw noJob("There is no file " + jar + ". Give the path of the job's jar.", null);
    }
    try (JarFile opened = new JarFile(jar.toFile())) {
      Manifest manifest = opened.getManifest();
      String attribute = manifest == null ? null : manifest.getMainAttributes().getValue(ATTRIBUTE);
      return new JobFinder(jar, loader(jar), attribute);
    } catch (ZipException e) {
      throw noJob(jar + " is not a jar: " + e.getMessage() + ".", e);
    } catch (IOException e) {
      throw noJob(jar + " cannot be read as a jar: " + e.getMessage() + ".", e);
    }
  }

  /** Finds the classes of the jar. */
  ClassLoader loader() {
    return loader;
  }

  /** The method of {@code --map}, and the name of its class and its own. */
  Found<MethodCall> method(String reference) {
    String[] names = reference.split("::", -1);
    if (names.length != 2 || names[0].isEmpty() || names[1].isEmpty()) {
      throw new RunFailure(
          ExitCode.USAGE,
          "--map takes Class::method, such as com.acme.Ocr::page, but was '" + reference + "'.",
          null);
    }
    try {
      MethodCall call = MethodCall.find(load(names[0], "--map"), names[1]);
      return new Found<>(names[0], names[1], call, "--map");
    } catch (NoSuchMethodException e) {
      throw noJob("--map found no method: " + e.getMessage() + ".", e);
    } catch (LinkageError e) {
      throw unloadable(names[0], e);
    }
  }

  /**
   * The job class.
   *
   * @param named what {@code --job} names, or {@code null} to look into the jar
   */
  Found<Job<Object, Object>> job(String named) {
    if (named != null) {
      return job(named, "--job");
    }
    return attribute != null ? job(attribute, "manifest attribute " + ATTRIBUTE) : service();
  }

  private Found<Job<Object, Object>> job(String className, String source) {
    Class<?> type = load(className, source);
    try {
      if (!Job.class.isAssignableFrom(type)) {
        throw noJob(
            className + " (" + source + ") does not implement " + Job.class.getName() + ".", null);
      }
      return new Found<>(className, null, JobCall.instance(type), source);
    } catch (InvocationTargetException e) {
      throw noJob(
          "The constructor of " + className + " (" + source + ") threw " + e.getCause() + ".", e);
    } catch (ReflectiveOperationException e) {
      throw noJob(
          className
              + " ("
              + source
              + ") must be public, with a public constructor without parameters.",
          e);
    } catch (LinkageError e) {
      throw unloadable(className, e);
    }
  }

  private Found<Job<Object, Object>> service() {
    List<String> names = new ArrayList<>();
    try {
      ServiceLoader<?> jobs = ServiceLoader.load(Job.class, loader);
      jobs.stream().forEach(provider -> names.add(provider.type().getName()));
    } catch (ServiceConfigurationError | LinkageError e) {
      throw noJob("META-INF/services/" + Job.class.getName() + ": " + e.getMessage() + ".", e);
    }
    if (names.size() > 1) {
      throw noJob(
          jar + " has several jobs: " + String.join(", ", names) + ". Choose one with --job.",
          null);
    }
    if (names.isEmpty()) {
      throw noJob(
          "No job found in "
              + jar
              + ". Looked for: --map Class::method, --job Class, the manifest attribute "
              + ATTRIBUTE
              + ", META-INF/services/"
              + Job.class.getName()
              + ". For a jar without one of these, --map calls any public static method of one"
              + " argument.",
          null);
    }
    return job(names.get(0), "META-INF/services");
  }

  private Class<?> load(String className, String source) {
    try {
      return Class.forName(className, false, loader);
    } catch (ClassNotFoundException e) {
      if (e.getCause() != null) {
        throw noJob(
            "The class " + className + " in " + jar + " cannot be read: " + e.getCause() + ".", e);
      }
      throw noJob(
          "There is no class "
              + className
              + " ("
              + source
              + ") in "
              + jar
              + "."
              + similar(className),
          e);
    } catch (LinkageError e) {
      throw unloadable(className, e);
    }
  }

  /**
   * The class is there, and cannot be used: for its version, or for another class that is not
   * there.
   */
  private RunFailure unloadable(String className, LinkageError e) {
    if (e instanceof UnsupportedClassVersionError) {
      Matcher version = CLASS_VERSION.matcher(String.valueOf(e.getMessage()));
      int java = version.find() ? Integer.parseInt(version.group(1)) - VERSION_OF_JAVA_0 : 0;
      return noJob(
          "A class of "
              + jar
              + " was compiled for Java "
              + java
              + ", and this is Java "
              + Runtime.version().feature()
              + ": run procpool with a newer java, or compile the job with --release "
              + Runtime.version().feature()
              + ". ("
              + e.getMessage()
              + ")",
          e);
    }
    if (e instanceof ExceptionInInitializerError failed) {
      return noJob(
          "The static initializer of " + className + " threw " + failed.getException() + ".", e);
    }
    return noJob(
        className
            + " in "
            + jar
            + " cannot be loaded: "
            + e
            + ". Put what it needs into the jar, or into its manifest's Class-Path.",
        e);
  }

  /** A class of the same simple name, for whoever forgot the package. */
  private String similar(String className) {
    String simple = className.substring(className.lastIndexOf('.') + 1);
    try (JarFile opened = new JarFile(jar.toFile())) {
      return opened.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.equals(simple + ".class") || name.endsWith("/" + simple + ".class"))
          .findFirst()
          .map(name -> " Is it " + name.replace('/', '.').replaceAll("\\.class$", "") + "?")
          .orElse("");
    } catch (IOException e) {
      return ""; // it is only a hint
    }
  }

  private static ClassLoader loader(Path jar) throws MalformedURLException {
    return new URLClassLoader(new URL[] {jar.toUri().toURL()}, JobFinder.class.getClassLoader());
  }

  private static RunFailure noJob(String message, Throwable cause) {
    return new RunFailure(ExitCode.NO_JOB, message, cause);
  }

  /**
   * What was found.
   *
   * @param className where
   * @param methodName of a method, or {@code null}
   * @param what it is
   * @param source how it was found, for people
   */
  record Found<W>(String className, String methodName, W what, String source) {}
}
