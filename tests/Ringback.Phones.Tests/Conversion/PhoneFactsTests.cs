using Ringback.Catalogue;
using Ringback.Phones.Cases;
using Ringback.Phones.Identification;
using Ringback.Phones.Lines;

namespace Ringback.Phones.Tests.Conversion;

public sealed class PhoneFactsTests
{
    [Theory]
    [InlineData("OS79XX.TXT", BootCode.Early)]
    [InlineData("CTLSEP000E84C060A6.tlv", BootCode.Universal)]
    [InlineData("P0S3-8-12-00.loads", BootCode.Universal)]
    [InlineData("P0S3-8-12-00.sb2", BootCode.Universal)]
    public void What_is_asked_now_tells_more_than_the_past(string asked, BootCode bootCode)
    {
        BootCode before = bootCode == BootCode.Early ? BootCode.Universal : BootCode.Early;
        Assert.Equal(bootCode, Of(new PhoneCase { Shown = new Beliefs { BootCode = before } }, asked).BootCode);
    }

    [Fact]
    public void A_configuration_file_tells_nothing_new() =>
        Assert.Equal(BootCode.Early,
            Of(new PhoneCase { Shown = new Beliefs { BootCode = BootCode.Early } }, "SIPDefault.cnf").BootCode);

    [Fact]
    public void An_early_load_is_forgotten_once_the_phone_has_the_loader() =>
        Assert.Null(Of(new PhoneCase { Load = "P0S30203" }, "CTLSEP000E84C060A6.tlv").Load);

    [Fact]
    public void A_universal_load_is_kept() =>
        Assert.Equal("P0S3-8-12-00", Of(new PhoneCase { Load = "P0S3-8-12-00" }, "P0S3-8-12-00.loads").Load?.Text);

    [Fact]
    public void A_version_in_figures_names_no_load() =>
        Assert.Null(Of(new PhoneCase { Load = "7.2(2.0)" }, "P0S3-8-12-00.loads").Load);

    [Fact]
    public void A_file_of_another_family_tells_the_family() =>
        Assert.Equal("java", Of(new PhoneCase { Family = "7940-7960" }, "ITLSEP000E84C060A6.tlv").Family);

    [Theory]
    [InlineData("gk000e84c060a6", "7912G")]
    [InlineData("ld000e84c060a6", "7905G")]
    [InlineData("term61.default.loads", "7961G")]
    [InlineData("SIP000E84C060A6.cnf", "7940G")]
    [InlineData("SEP000E84C060A6.cnf.xml", null)]
    public void A_name_that_only_some_phones_ask_for_tells_the_model(string asked, string? model) =>
        Assert.Equal(model, Of(new PhoneCase(), asked).Model?.Model);

    [Fact]
    public void A_model_that_does_not_fit_the_files_it_asks_for_is_not_believed() =>
        Assert.Equal("7912G", Of(new PhoneCase { Model = "7940G" }, "gk000e84c060a6").Model?.Model);

    private static PhoneFacts Of(PhoneCase phone, string asked) =>
        PhoneFacts.Of(phone, RequestedFile.Recognise(asked), PhoneCatalogue.BuiltIn);
}
