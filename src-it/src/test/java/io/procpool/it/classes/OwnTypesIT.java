package io.procpool.it.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.ProcessPool;
import io.procpool.TaskFailedException;
import io.procpool.it.classes.Application.ChildFirst;
import io.procpool.task.TaskFunction;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a job's loader knows travels both ways, and is the caller's very class again. */
class OwnTypesIT {

  private static final String SHOP =
      """
      package com.acme;

      import io.procpool.task.TaskCallable;
      import io.procpool.task.TaskFunction;
      import io.procpool.task.TaskRunnable;
      import java.util.ArrayList;
      import java.util.List;

      public class Shop {
        public record Price(String item, long cents) {}

        public static class SoldOut extends Exception {
          public final String item;
          public SoldOut(String item) { super(item + " is sold out"); this.item = item; }
        }
        static class Stock extends ArrayList<String> {}

        static boolean isOpen;

        public static TaskFunction<String, Object> price() {
          return item -> new Price(item, 100 + item.length());
        }
        public static TaskFunction<Object, Object> doubled() {
          return price -> new Price(((Price) price).item(), 2 * ((Price) price).cents());
        }
        public static TaskFunction<String, Object> sell() {
          return item -> { throw new SoldOut(item); };
        }
        public static TaskFunction<Integer, Object> stock() {
          return number -> { Stock stock = new Stock(); stock.add("" + isOpen); return stock; };
        }
        public static TaskRunnable open() {
          return () -> isOpen = true;
        }
        public static TaskRunnable failToOpen() {
          return () -> { throw new SoldOut("the key"); };
        }
        public static TaskCallable<Object> close() {
          return () -> new Price("all", 1);
        }
      }
      """;

  @TempDir private Path folder;

  private ChildFirst shop;

  @BeforeEach
  void deploy() {
    shop = Application.deployed(Application.compiled(folder.resolve("shop"), SHOP));
  }

  @AfterEach
  void undeploy() throws Exception {
    shop.close();
  }

  @Test
  void recordsGoAndCome() throws Exception {
    try (ProcessPool pool = ProcessPool.create(1)) {
      List<Object> prices = pool.map(this.<String, Object>function("price"), List.of("tea"));
      List<Object> doubled = pool.map(this.<Object, Object>function("doubled"), prices);

      assertThat(prices.get(0).getClass()).isSameAs(shop.loadClass("com.acme.Shop$Price"));
      assertThat(doubled).hasToString("[Price[item=tea, cents=206]]");
    }
  }

  @Test
  void anExceptionIsOfTheCallersClass() throws Exception {
    try (ProcessPool pool = ProcessPool.create(1)) {
      TaskFunction<String, Object> sell = function("sell");

      TaskFailedException failure =
          catchThrowableOfType(TaskFailedException.class, () -> pool.apply(sell, "tea"));

      Throwable soldOut = failure.getCause();
      assertThat(soldOut.getClass()).isSameAs(shop.loadClass("com.acme.Shop$SoldOut"));
      assertThat(soldOut).hasMessage("tea is sold out").hasFieldOrPropertyWithValue("item", "tea");
    }
  }

  @Test
  void initializerAndExitHookHaveTheirLoaderToo() throws Exception {
    List<Object> taken = new CopyOnWriteArrayList<>();
    try (ProcessPool pool =
        ProcessPool.builder()
            .processes(1)
            .initializer((io.procpool.task.TaskRunnable) Application.call(shop, NAME, "open"))
            .exitHook(
                (io.procpool.task.TaskCallable<?>) Application.call(shop, NAME, "close"),
                taken::add)
            .build()) {
      List<Object> stock = pool.map(this.<Integer, Object>function("stock"), List.of(1));

      assertThat(stock).as("the same statics").hasToString("[[true]]");
      assertThat(stock.get(0).getClass()).isSameAs(shop.loadClass("com.acme.Shop$Stock"));
    }
    assertThat(taken).hasToString("[Price[item=all, cents=1]]");
    assertThat(taken.get(0).getClass()).isSameAs(shop.loadClass("com.acme.Shop$Price"));
  }

  private static final String NAME = "com.acme.Shop";

  private <T, R> TaskFunction<T, R> function(String name) {
    return Application.function(shop, NAME, name);
  }
}
