namespace Ringback.Catalogue.Tests;

public sealed class VendorClassTests
{
    private const string Phone = "Cisco Systems, Inc. IP Phone";

    private static readonly PhoneCatalogue Catalogue = PhoneCatalogue.BuiltIn;

    /// <summary>
    /// Every class that is on record, with its NUL: sources.md 7940-7960 §2.2, other-phones §1.3 and §5.1,
    /// peers-and-users §4.
    /// </summary>
    private static readonly Dictionary<string, string> OnRecord = new()
    {
        [Phone + " CP-7902G\0"] = "7902G",
        [Phone + " 7905"] = "7905G",
        [Phone + " CP-7906G\0"] = "7906G",
        [Phone + " CP-7911G\0"] = "7911G",
        [Phone + " 7912"] = "7912G",
        [Phone + " 7920\0"] = "7920",
        ["Cisco Systems Inc. Wireless Phone 7921"] = "7921G",
        [Phone + " CP-7931G\0"] = "7931G",
        [Phone + " CP-7937G"] = "7937G",
        [Phone + " CP-7940\0"] = "7940",
        [Phone + " CP-7940G\0"] = "7940G",
        [Phone + " CP-7941G\0"] = "7941G",
        [Phone + " CP-7941G-GE\0"] = "7941G-GE",
        [Phone + " CP-7942G\0"] = "7942G",
        [Phone + " CP-7945G\0"] = "7945G",
        [Phone + " CP-7960\0"] = "7960",
        [Phone + " CP-7960G\0"] = "7960G",
        [Phone + " CP-7961G\0"] = "7961G",
        [Phone + " CP-7961G-GE\0"] = "7961G-GE",
        [Phone + " CP-7962G\0"] = "7962G",
        [Phone + " CP-7965G\0"] = "7965G",
        [Phone + " CP-7970G\0"] = "7970G",
        [Phone + " CP-7971G-GE\0"] = "7971G-GE",
        [Phone + " CP-7975G\0"] = "7975G",
        [Phone + " CP-7841-3PCC\0"] = "7841",
        [Phone + " CP-8941"] = "8941",
        [Phone + " CP-8945"] = "8945",
        [Phone + " CP-8961\0"] = "8961",
        [Phone + " CP-9951\0"] = "9951",
        ["CISCO ATA190"] = "ATA 190",
        ["CISCO ATA191-MPP"] = "ATA 191",
    };

    public static TheoryData<string> Classes { get; } = [.. OnRecord.Keys];

    [Fact]
    public void The_catalogue_holds_the_classes_on_record_and_no_others() => Assert.Equal(
        OnRecord.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Value)),
        Catalogue.Models.SelectMany(m => m.DhcpClasses.Select(c => (c.OnTheWire, m.Model)))
            .OrderBy(c => c.OnTheWire, StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Classes))]
    public void A_class_names_its_model_with_a_NUL_and_without(string onTheWire)
    {
        string bare = onTheWire.TrimEnd('\0');
        Assert.All([onTheWire, bare, bare + "\0", bare + "\0\0"], text =>
        {
            DhcpClassReading read = Catalogue.ReadDhcpClass(text);
            Assert.Equal((DhcpClassKind.Model, OnRecord[onTheWire]), (read.Kind, read.Model?.Model));
        });
    }

    [Fact]
    public void Every_class_begins_as_its_family_says() => Assert.All(Catalogue.Models, m => Assert.All(
        m.DhcpClasses, c => Assert.StartsWith(Catalogue.FamilyOf(m).DhcpClassPrefix!, c.Text)));

    [Theory]
    [InlineData(Phone)]
    [InlineData(Phone + "\0")]
    [InlineData("Cisco Systems, Inc.")]
    public void An_old_load_says_Cisco_and_no_model(string text) =>
        Assert.Equal(new DhcpClassReading(DhcpClassKind.WithoutModel, null, false), Catalogue.ReadDhcpClass(text));

    [Theory]
    [InlineData(Phone + " CP-8841\0", "8841")]
    [InlineData(Phone + " CP-7910", "7910")]
    [InlineData(Phone + " CP-7925G", "7925G")]
    [InlineData(Phone + " 7911", "7911G")]
    public void A_class_not_on_record_names_a_model_by_its_product_number(string text, string model)
    {
        DhcpClassReading read = Catalogue.ReadDhcpClass(text);
        Assert.Equal((DhcpClassKind.ModelByProduct, model), (read.Kind, read.Model?.Model));
        Assert.False(read.IsMultiplatform);
    }

    [Theory]
    [InlineData(Phone + " CP-7841-3PCC\0", "7841")]
    [InlineData(Phone + " CP-8851-3PCC\0", "8851")]
    [InlineData("CISCO ATA191-MPP", "ATA 191")]
    public void Multiplatform_firmware_is_told_from_the_other_on_the_same_hardware(string text, string model)
    {
        DhcpClassReading read = Catalogue.ReadDhcpClass(text);
        Assert.Equal((model, true), (read.Model?.Model, read.IsMultiplatform));
    }

    [Theory]
    [InlineData(Phone + " CP-7999G\0")]
    [InlineData(Phone + " CP-7941G-GEX")]
    [InlineData("Cisco Systems, Inc. Toaster")]
    public void A_model_that_is_not_known_is_still_a_Cisco_phone(string text) =>
        Assert.Equal(new DhcpClassReading(DhcpClassKind.UnknownModel, null, false), Catalogue.ReadDhcpClass(text));

    [Theory]
    [InlineData("MSFT 5.0")]
    [InlineData("udhcp 1.36.1")]
    [InlineData("CP-7940G")]
    [InlineData("\0")]
    [InlineData("")]
    public void Others_are_foreign(string text) =>
        Assert.Equal(new DhcpClassReading(DhcpClassKind.Foreign, null, false), Catalogue.ReadDhcpClass(text));

    [Theory]
    [MemberData(nameof(Classes))]
    public void No_prefix_of_a_class_is_taken_for_that_class(string onTheWire)
    {
        string text = onTheWire.TrimEnd('\0');
        for (int length = 0; length < text.Length; length++)
        {
            DhcpClassReading read = Catalogue.ReadDhcpClass(text[..length]);
            Assert.False(read is { Kind: DhcpClassKind.Model, Model: { } m } && m.DhcpClasses.Any(c => c.Text == text));
        }
    }

    [Fact]
    public void Mutated_classes_are_read_without_complaint()
    {
        Random dice = new(7960);
        string[] classes = [.. OnRecord.Keys];
        for (int i = 0; i < 20_000; i++)
        {
            char[] text = classes[dice.Next(classes.Length)].ToCharArray();
            for (int n = dice.Next(1, 4); n > 0; n--) text[dice.Next(text.Length)] = (char)dice.Next(256);
            DhcpClassReading read = Catalogue.ReadDhcpClass(new string(text));
            Assert.Equal(read.Kind is DhcpClassKind.Model or DhcpClassKind.ModelByProduct, read.Model is not null);
        }
    }
}
