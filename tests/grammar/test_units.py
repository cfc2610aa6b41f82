"""Every unit is found in each of its surface forms, and converts as the reference says."""

from __future__ import annotations

import pint
import pytest
from babel import Locale

from pipeline import resources
from pipeline.grammar import money, units
from pipeline.grammar.values import find

SURFACES = [(code, surface) for code, unit in units.units().items() for surface in (*unit.symbols, *unit.names)]
MONEY = [
    (code, surface)
    for code, row in resources.table("currencies.toml").items()
    for surface in (*row.get("names", ()), *row.get("strict", ()))
]
SYMBOLS = [
    (code, symbol) for code, row in resources.table("currencies.toml").items() for symbol in row.get("symbols", ())
]

# The same unit in pint's words, where its name can't be derived.
PINT = {
    "[mi_i]": "mile",
    "[nmi_i]": "nautical_mile",
    "[yd_i]": "yard",
    "[ft_i]": "foot",
    "[in_i]": "inch",
    "[ly]": "light_year",
    "km2": "km**2",
    "m2": "m**2",
    "cm2": "cm**2",
    "[mi_i]2": "mile**2",
    "[ft_i]2": "foot**2",
    "[yd_i]2": "yard**2",
    "har": "hectare",
    "[acr_us]": "acre",
    "m3": "m**3",
    "km3": "km**3",
    "cm3": "cm**3",
    "[ft_i]3": "foot**3",
    "[yd_i]3": "yard**3",
    "[in_i]3": "inch**3",
    "[mi_i]3": "mile**3",
    "L": "liter",
    "mL": "milliliter",
    "hL": "hectoliter",
    "[gal_us]": "gallon",
    "[pt_us]": "pint",
    "[qt_us]": "quart",
    "[foz_us]": "fluid_ounce",
    "[tsp_us]": "teaspoon",
    "[tbs_us]": "tablespoon",
    "[bbl_us]": "oil_barrel",
    "[bu_us]": "bushel",
    "[acr_us].[ft_us]": "acre_foot",
    "t": "metric_ton",
    "kt": "kilometric_ton",
    "Mt": "megametric_ton",
    "Gt": "gigametric_ton",
    "[ston_av]": "short_ton",
    "[lton_av]": "long_ton",
    "[lb_av]": "pound",
    "[oz_av]": "ounce",
    "[oz_tr]": "troy_ounce",
    "[car_m]": "carat",
    "ug": "microgram",
    "um": "micrometer",
    "a": "julian_year",
    "mo": "julian_year/12",
    "wk": "week",
    "d": "day",
    "h": "hour",
    "min": "minute",
    "10.a": "10*julian_year",
    "14.d": "14*day",
    "100.a": "100*julian_year",
    "1000.a": "1000*julian_year",
    "rad": "radian",
    "deg": "degree",
    "km/h": "km/hour",
    "[mi_i]/h": "mile/hour",
    "[kn_i]": "knot",
    "[ft_i]/s": "foot/s",
    "[HP]": "horsepower",
    "W.h": "watt_hour",
    "kW.h": "kilowatt_hour",
    "MW.h": "megawatt_hour",
    "GW.h": "gigawatt_hour",
    "TW.h": "terawatt_hour",
    "[Btu]": "Btu",
    "cal": "calorie",
    "kcal": "kilocalorie",
    "By": "byte",
    "kBy": "kilobyte",
    "MBy": "megabyte",
    "GBy": "gigabyte",
    "TBy": "terabyte",
    "PBy": "petabyte",
    "mbar": "millibar",
    "[psi]": "psi",
    "Cel": "degC",
    "[degF]": "degF",
    "%": "percent",
    "[pp]": "percent",
    "[bp]": "percent/100",
    "[ppth]": "percent/10",
    "[ppm]": "ppm",
    "[ppb]": "ppm/1000",
    "[bbl_us]/d": "oil_barrel/day",
    "m3/s": "m**3/s",
}
BASE = {
    "length": "m",
    "area": "m**2",
    "volume": "m**3",
    "mass": "kg",
    "time": "s",
    "temperature": "kelvin",
    "angle": "degree",
    "speed": "m/s",
    "power": "watt",
    "energy": "joule",
    "information": "bit",
    "pressure": "pascal",
    "frequency": "hertz",
    "potential": "volt",
    "share": "",
    "points": "",
    "trace": "",
    "flow": "oil_barrel/day",
}


@pytest.mark.parametrize(("code", "surface"), SURFACES, ids=[f"{c}={s}" for c, s in SURFACES])
def test_every_surface_of_a_unit_is_found(code, surface):
    text = f"The angle was 34.5 {surface} there."
    glued = {*resources.table("units.toml")["strict"]["glued"]}
    if surface in glued:
        text = text.replace(f"34.5 {surface}", f"34.5{surface}")
    value = next(v for v in find(text) if v.text.startswith("34.5"))
    written = value.as_written[0] if value.as_written else value
    assert value.text == text[value.start : value.end] and value.text.endswith(surface)
    if units.units()[code].dimension == "time":
        assert value.amount == pytest.approx(units.convert(34.5, code, units.units()[code].normal))
    else:
        assert (written.amount, written.unit) == (34.5, code)
    assert value.unit == units.units()[code].normal


@pytest.mark.parametrize("code", list(units.units()))
def test_factors_agree_with_pint(code, registry):
    unit = units.units()[code]
    quantity = (
        registry.Quantity(7.25, registry.parse_expression(PINT.get(code, code)).units)
        if code in ("Cel", "[degF]", "K")
        else None
    )
    if quantity is not None:
        assert units.convert(7.25, code, "K") == pytest.approx(quantity.to("kelvin").magnitude, rel=1e-9)
        return
    expected = (
        registry.parse_expression(f"7.25 * ({PINT.get(code, code)})")
        .to(BASE[unit.dimension] or "dimensionless")
        .magnitude
    )
    assert 7.25 * unit.factor == pytest.approx(expected, rel=1e-5)


@pytest.fixture(scope="session")
def registry():
    return pint.UnitRegistry()


@pytest.mark.parametrize("code", list(units.units()))
def test_normal_units_exist_and_measure_the_same(code):
    unit = units.units()[code]
    assert units.units()[unit.normal].dimension == unit.dimension
    assert units.convert(units.convert(3.7, code, unit.normal), unit.normal, code) == pytest.approx(3.7)


@pytest.mark.parametrize(
    ("amount", "source", "target", "expected"),
    [
        (8848, "m", "km", 8.848),
        (1640, "[mi_i]", "km", 2639.32416),
        (98.6, "[degF]", "Cel", 37),
        (50, "har", "km2", 0.5),
        (6, "[ft_i]", "m", 1.8288),
        (2, "10.a", "a", 20),
    ],
)
def test_units_are_converted(amount, source, target, expected):
    assert units.convert(amount, source, target) == pytest.approx(expected)


@pytest.mark.parametrize(("source", "target"), [("km", "kg"), ("km", "EUR"), ("nothing", "km")])
def test_units_of_other_dimensions_are_refused(source, target):
    with pytest.raises(ValueError, match=target):
        units.convert(1, source, target)


@pytest.mark.parametrize(("code", "surface"), MONEY, ids=[f"{c}={s}" for c, s in MONEY])
def test_every_name_of_a_currency_is_found(code, surface):
    text = f"It cost 250 {surface} then."
    (value,) = find(text)
    assert (value.kind, value.amount, value.unit, value.text) == ("money", 250, code, f"250 {surface}")


@pytest.mark.parametrize(("code", "symbol"), SYMBOLS, ids=[f"{c}={s}" for c, s in SYMBOLS])
@pytest.mark.parametrize("space", ["", " "])
def test_every_symbol_of_a_currency_is_found(code, symbol, space):
    text = f"It cost {symbol}{space}2.5 million then."
    (value,) = find(text)
    assert (value.kind, value.amount, value.unit, value.text) == ("money", 2500000, code, f"{symbol}{space}2.5 million")


@pytest.mark.parametrize("code", sorted(money.codes()))
def test_currency_codes_are_iso_4217(code):
    assert code in Locale("en").currencies
    if code not in money.WORDS:
        (value,) = find(f"It cost {code} 40 then.")
        assert (value.amount, value.unit) == (40, code)
