package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PriceListTest {
  private final PriceList prices = new PriceList();

  PriceListTest() throws Exception {}

  @Test
  void addsTheReducedTax() {
    assertEquals(342, prices.cents("tea"));
  }

  @Test
  void addsTheFullTaxToAlcohol() {
    assertEquals(536, prices.cents("beer"));
  }

  @Test
  void refusesAnUnknownItem() {
    assertThrows(IllegalArgumentException.class, () -> prices.cents("ink"));
  }
}
