using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Conversion;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Phones.Tests.Conversion.Routes;

public sealed class RoutePointTests
{
    [Theory]
    [InlineData("7960", "P0S3-8-12-00.sb2", "P0S3-8-12-00", PhoneProtocol.Sip, "8.12")]
    [InlineData("7970", "SCCP70.8-3-3S", "SCCP70.8-3-3S", PhoneProtocol.Sccp, "8.3(3)")]
    [InlineData("7970", "SIP70.8-4-2-30S.loads", "SIP70.8-4-2-30S", PhoneProtocol.Sip, "8.4(2.30)")]
    [InlineData("7912", "CP7912080004SCCP080108A", "CP7912080004SCCP080108A", PhoneProtocol.Sccp, "8.0(4)")]
    [InlineData("7921", "CP7921G-1.4.6.3", "CP7921G-1.4.6.3", PhoneProtocol.Sccp, "1.4.6.3")]
    public void A_load_is_read(string model, string text, string name, PhoneProtocol protocol, string version)
    {
        Assert.True(Load.TryParse(text, Model(model).FirmwareFamily, out Load? load, out _));
        Assert.Equal((name, protocol, version), (load.Text, load.Protocol, load.HumanVersion));
    }

    [Theory]
    [InlineData("7970", "P0S3-8-12-00", LoadFault.OtherFamily)]
    [InlineData("7970", "SCCP41.8-3-3S", LoadFault.OtherFamily)]
    [InlineData("7960", "SCCP70.8-3-3S", LoadFault.OtherFamily)]
    [InlineData("7970", "jar70sccp.8-3-2-27.sbn", LoadFault.Part)]
    [InlineData("7921", "TNUX-1.4.6.3.SBN", LoadFault.Part)]
    [InlineData("7970", "SCCP70.", LoadFault.Unreadable)]
    [InlineData("7960", "", LoadFault.Unreadable)]
    public void What_is_no_load_of_the_model_says_why(string model, string text, LoadFault why)
    {
        Assert.False(Load.TryParse(text, Model(model).FirmwareFamily, out _, out LoadFault fault));
        Assert.Equal(why, fault);
    }

    [Theory]
    [InlineData("8.3(2)", "8.3(2.27)")]
    [InlineData("8.3(2.27)", "8.3(3)")]
    [InlineData("8.5(4)", "9.3(1)")]
    [InlineData("9.3(1)", "9.3(1)SR1-1")]
    [InlineData("9.4(2)SR1-1", "9.4(2)SR3-1")]
    [InlineData("9.4(2)SR3-1", "9.4(2)SR4-3")]
    [InlineData("1.4.6.3", "1.4.7.3")]
    public void Releases_are_ordered_by_their_numbers(string older, string newer)
    {
        Assert.True(LoadVersion.TryRead(older, out LoadVersion first));
        Assert.True(LoadVersion.TryRead(newer, out LoadVersion second));
        Assert.True(first < second);
    }

    [Fact]
    public void Any_beginning_of_a_release_is_read_or_refused_and_never_thrown_at()
    {
        const string text = "19.4(2.123456789)SR3-1ES26";
        for (int length = 0; length <= text.Length; length++)
        {
            bool read = LoadVersion.TryRead(text.AsSpan(0, length), out LoadVersion version);
            Assert.Equal(read, version.Major == 19);
        }
    }

    [Fact]
    public void Mutated_names_are_planned_with_or_refused_and_never_thrown_at()
    {
        Random dice = new(7960);
        IReadOnlyList<PhoneModel> models = PhoneCatalogue.BuiltIn.Models;
        string[] seeds =
        [
            "P0S3-8-12-00", "P0030801SR02", "P00303020214", "P0M3-07-7-00", "SCCP70.9-4-2SR1-1S", "SIP42.8-5-4S",
            "CP7912080004SCCP080108A", "ATA030204SCCP090202A", "CP7921G-1.4.6.3", "ld-v1-02-sip-040506A",
        ];
        for (int i = 0; i < 20_000; i++)
        {
            PhoneModel model = models[dice.Next(models.Count)];
            string from = Mutate(dice, seeds), to = Mutate(dice, seeds);
            if (!Goal.TryParse(to, model.FirmwareFamily, out Goal? goal, out _)) continue;
            RoutePoint start = RoutePoint.TryParse(from, model, out RoutePoint? point, out _)
                ? point
                : RoutePoint.Unknown;
            Assert.NotNull(RoutePlanner.Plan(new RouteQuestion(model, start, goal, [], PhoneCatalogue.BuiltIn)));
        }
    }

    private static string Mutate(Random dice, string[] seeds)
    {
        char[] text = seeds[dice.Next(seeds.Length)].ToCharArray();
        for (int n = dice.Next(3); n > 0; n--) text[dice.Next(text.Length)] = "0123456789-.SRP"[dice.Next(15)];
        return new string(text, 0, text.Length - (dice.Next(4) == 0 ? dice.Next(text.Length) : 0));
    }

    private static PhoneModel Model(string name) => PhoneCatalogue.BuiltIn.Find(name)!;

    [Theory]
    [InlineData("App Load ID: P0S3-08-8-00", "P0S3-08-8-00")]
    [InlineData("app load id P0030801SR02", "P0030801SR02")]
    [InlineData("8.12", "P0S3-8-12-00")]
    [InlineData("PC03A300", null)]
    [InlineData("Boot Load ID: PC03A300", null)]
    public void What_the_screen_of_a_7960_shows_is_a_start(string text, string? load)
    {
        Assert.True(RoutePoint.TryParse(text, Model("7960"), out RoutePoint? point, out _));
        Assert.Equal(load, point.Load?.Text);
    }
}
