namespace Ringback.Catalogue.Tests;

public sealed class ConfigurationTablesTests
{
    private static readonly ConfigurationTables Tables = ConfigurationTables.BuiltIn;

    [Theory]
    [InlineData("image_version", "load")]
    [InlineData("LINE6_NAME", "text")]
    [InlineData("proxy1_port", "number")]
    public void A_key_is_found_in_any_letter_case(string key, string kind) =>
        Assert.Equal(kind, Tables.FindKey(key)?.Kind);

    [Theory]
    [InlineData("line7_name")]
    [InlineData("line{n}_name")]
    [InlineData("cfwd_url")]
    public void A_key_that_no_firmware_has_is_not_found(string key) => Assert.Null(Tables.FindKey(key));

    [Theory]
    [InlineData(5, "30 VIP")]
    [InlineData(7, "7960")]
    [InlineData(8, "7940")]
    [InlineData(30018, "7961")]
    public void A_device_type_has_one_model(int id, string model) => Assert.Equal(model, Tables.FindType(id)?.Model);

    [Fact]
    public void No_key_and_no_number_stands_twice()
    {
        Assert.Equal(Tables.SipKeys.Count, Tables.SipKeys.DistinctBy(k => k.Key).Count());
        Assert.Equal(Tables.DeviceTypes.Count, Tables.DeviceTypes.DistinctBy(t => t.Id).Count());
        string[] kinds = ["load", "text", "number", "word", "address"];
        Assert.All(Tables.SipKeys, k => Assert.Contains(k.Kind, kinds));
    }
}
