using System.Text;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Simulation.Tests.Lan;

namespace Ringback.Simulation.Tests.Handsets;

public sealed class JavaBootTests
{
    private const string Sccp70 = "SCCP70.8-3-3S";
    private const string Sccp41 = "SCCP41.9-4-2SR3-1S";
    private const string Sip41 = "SIP41.9-4-2SR3-1S";

    /// <summary>Every model with an old SCCP load, and the newest SIP one of its family.</summary>
    public static TheoryData<string, string, string> Models => new(
        from model in PhoneCatalogue.BuiltIn.Models
        where model.Family == "java"
        let number = FirmwareFamilies.BuiltIn.Find(model.FirmwareFamily)!.SetNumber
        select (model.Model, $"SCCP{number}.8-3-3S", $"SIP{number}.9-4-2SR3-1S"));

    [Fact]
    public async Task An_8_x_phone_asks_for_its_files_in_order_and_registers_with_what_it_has()
    {
        ScriptedBench bench = new();
        bench.With(ScriptedBench.Sep, PhoneFiles.Sccp(Sccp70));
        HandsetRun run = await bench.RunAsync("7970G", Sccp70);
        Assert.Equal(Sccp70, run.Registered);
        Assert.Equal([ScriptedBench.Trust, ScriptedBench.Sep], bench.Asked);
        Assert.Equal([new Registration("SCCP", Sccp70, 30006, null)], bench.Registered);
    }

    [Fact]
    public async Task A_9_x_phone_asks_for_identity_trust_lists_too()
    {
        ScriptedBench bench = new();
        bench.With("XMLDefault.cnf.xml", PhoneFiles.Sccp());
        HandsetRun run = await bench.RunAsync("7941G", Sccp41);
        Assert.Equal(Sccp41, run.Registered);
        Assert.Equal([ScriptedBench.Trust, $"ITLSEP{ScriptedBench.MacText}.tlv", "ITLFile.tlv", ScriptedBench.Sep,
            "XMLDefault.cnf.xml"], bench.Asked);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Every_model_converts_from_SCCP_to_SIP(string model, string from, string to)
    {
        ScriptedBench bench = new();
        bench.With(to).With(ScriptedBench.Sep, PhoneFiles.Sip(to));
        HandsetRun run = await bench.RunAsync(model, from);
        Assert.Equal(to, run.Registered);
        Assert.Equal(2, run.Boots);
        string number = to[3..5];
        const string build = "9-4-2SR3-1";
        Assert.Equal([ScriptedBench.Trust, ScriptedBench.Sep, to + ".loads", $"jar{number}sip.{build}.sbn",
            $"cnu{number}.{build}.sbn", $"apps{number}.{build}.sbn", $"dsp{number}.{build}.sbn",
            $"cvm{number}sip.{build}.sbn", ScriptedBench.Trust, $"ITLSEP{ScriptedBench.MacText}.tlv", "ITLFile.tlv",
            ScriptedBench.Sep], bench.Asked);
        Registration registration = Assert.Single(bench.Registered);
        Assert.Equal(("SIP", to, "1600"), (registration.Via, registration.Load, registration.User));
        Assert.Equal(ScriptedBench.Model(model).DeviceType?.Value, registration.DeviceType);
    }

    [Fact]
    public async Task A_load_named_for_the_model_in_the_default_file_is_taken()
    {
        ScriptedBench bench = new();
        bench.With(Sccp41).With("XMLDefault.cnf.xml", PhoneFiles.Xml("loadInformation115", Sccp41));
        HandsetRun run = await bench.RunAsync("7941G", "SCCP41.8-5-2S", mostBoots: 2);
        Assert.Equal(Sccp41, run.Flash.Load);
    }

    [Fact]
    public async Task Default_file_is_not_asked_for_when_its_own_is_there()
    {
        ScriptedBench bench = new();
        bench.With(Sccp41).With(ScriptedBench.Sep, PhoneFiles.Sccp())
            .With("XMLDefault.cnf.xml", PhoneFiles.Xml("loadInformation115", "SCCP41.9-3-1S"));
        HandsetRun run = await bench.RunAsync("7941G", Sccp41);
        Assert.Equal(Sccp41, run.Registered);
        Assert.DoesNotContain("XMLDefault.cnf.xml", bench.Asked);
    }

    [Fact]
    public async Task A_file_for_the_other_protocol_leaves_it_unregistered()
    {
        ScriptedBench bench = new();
        bench.With(ScriptedBench.Sep, PhoneFiles.Sip());
        HandsetRun sccp = await bench.RunAsync("7941G", Sccp41, mostBoots: 2);
        bench.With(ScriptedBench.Sep, PhoneFiles.Sccp());
        HandsetRun sip = await bench.RunAsync("7941G", Sip41, mostBoots: 2);
        Assert.Equal((null, null), (sccp.Registered, sip.Registered));
        Assert.Equal((2, 2), (sccp.Boots, sip.Boots));
        Assert.Empty(bench.Registered);
        Assert.Contains("Phone Unprovisioned", sip.Shown);
    }

    [Theory]
    [InlineData(Sip41, "<deviceProtocol>SIP</deviceProtocol>", "")]
    [InlineData(Sip41, "sipProfile>", "other>")]
    [InlineData(Sip41, "192.0.2.1", "nowhere")]
    [InlineData(Sccp41, "ethernetPhonePort>", "other>")]
    [InlineData(Sccp41, "processNodeName>", "other>")]
    public async Task A_file_without_what_its_protocol_needs_leaves_it_unregistered(
        string load, string what, string instead)
    {
        ScriptedBench bench = new();
        byte[] whole = load == Sip41 ? PhoneFiles.Sip() : PhoneFiles.Sccp();
        string text = Encoding.ASCII.GetString(whole);
        string spoilt = text.Replace(what, instead, StringComparison.Ordinal);
        Assert.NotEqual(text, spoilt);
        bench.With(ScriptedBench.Sep, PhoneFiles.Bytes(spoilt));
        Assert.Null((await bench.RunAsync("7941G", load, mostBoots: 2)).Registered);
        bench.With(ScriptedBench.Sep, whole);
        Assert.Equal(load, (await bench.RunAsync("7941G", load, mostBoots: 2)).Registered);
    }

    [Fact]
    public async Task Without_the_named_load_on_the_server_it_stays_on_the_old_one()
    {
        ScriptedBench bench = new();
        bench.With(ScriptedBench.Sep, PhoneFiles.Sccp("SCCP41.9-9-9S"));
        HandsetRun run = await bench.RunAsync("7941G", Sccp41);
        Assert.Equal(Sccp41, run.Registered);
        Assert.Contains("SCCP41.9-9-9S.loads", bench.Asked);
    }
}
