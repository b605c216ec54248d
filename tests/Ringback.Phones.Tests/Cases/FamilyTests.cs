using Ringback.Phones.Events;

namespace Ringback.Phones.Tests.Cases;

public sealed class FamilyTests
{
    [Theory]
    [InlineData("7960", "7940-7960")]
    [InlineData("7940G", "7940-7960")]
    [InlineData("7941G", "79x1")]
    [InlineData("7912G", "7912")]
    [InlineData("IP Communicator", "software")]
    public void A_registration_that_names_the_model_tells_the_family(string model, string family) =>
        Assert.Equal(family, new Story().Registers(ProofKind.SccpRegister, model: model).Case.Family);

    [Theory]
    [InlineData(null)]
    [InlineData("a toaster")]
    public void A_registration_without_a_known_model_leaves_the_family_open(string? model) =>
        Assert.Null(new Story().Registers(ProofKind.SipRegister, model: model).Case.Family);

    [Fact]
    public void A_file_of_another_family_does_not_blur_the_family_that_is_known() => Assert.Equal("79x1",
        new Story().Registers(ProofKind.SccpRegister, model: "7941G").Asks("ITLFile.tlv").Case.Family);

    [Fact]
    public void A_file_of_another_family_is_all_that_is_known_before() =>
        Assert.Equal("java", new Story().Asks("ITLFile.tlv").Case.Family);
}
