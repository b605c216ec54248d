using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Simulation.Desks;
using Ringback.Workbench.Registrars;
using Ringback.Workbench.Tests.Bench;

namespace Ringback.Workbench.Tests.Registrars;

/// <summary>A phone that comes up halfway is restarted, and is not sent round.</summary>
public sealed class OnwardRestartsTests
{
    private static readonly MacAddress Ann = MacAddress.Parse("02AB5C00790A");

    [Fact]
    public async Task A_phone_that_comes_up_halfway_is_told_to_start_again()
    {
        await using OpenBench bench = await OpenBench.StartAsync("sip");
        foreach (string name in (string[])[$"CTLSEP{Ann}.tlv", $"SIP{Ann}.cnf"])
            bench.Running.Desk.Ask(new IPEndPoint(IPAddress.Loopback, 49_200), IPAddress.Loopback, name, []);
        await using SccpDesk phone = new(new DeskOptions
        {
            Server = bench.EndPoint("sccp"), Mac = Ann, Address = IPAddress.Loopback,
            Reaction = TimeSpan.FromMilliseconds(20),
        });
        await phone.UpAsync(Deadline.Token);

        PhoneTold told = await bench.NextAsync<PhoneTold>();

        Assert.Equal((Ann, PhoneHand.Reset, ProofKind.SccpRegister), (told.Mac, told.Hand, told.Via));
    }

    [Fact]
    public async Task A_phone_that_asked_for_nothing_and_runs_the_goal_has_arrived()
    {
        await using OpenBench bench = await OpenBench.StartAsync("sccp");
        await using SccpDesk phone = new(new DeskOptions
        {
            Server = bench.EndPoint("sccp"), Mac = Ann, Address = IPAddress.Loopback,
            Reaction = TimeSpan.FromMilliseconds(20),
        });
        await phone.UpAsync(Deadline.Token);

        ConversionProved proved = await bench.NextAsync<ConversionProved>();

        Assert.Equal((Ann, "P0030801SR02", ProofKind.SccpRegister), (proved.Mac, proved.Load, proved.Via));
    }

    [Fact]
    public void A_phone_that_stays_where_it_is_is_restarted_twice()
    {
        OnwardLimit limit = new();
        Assert.Equal([true, true, false, false], Told(limit, "P00305000300", "P00305000300", "P00305000300",
            "P00305000300"));
        Assert.Equal([true], Told(limit, "P00308010200"));
    }

    [Fact]
    public void A_phone_that_goes_to_and_fro_is_restarted_six_times() => Assert.Equal(6,
        Told(new OnwardLimit(), [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? "P00305000300" : "P00308010200")])
            .Count(t => t));

    [Theory]
    [InlineData(PhoneProtocol.Sccp)]
    [InlineData(PhoneProtocol.Sip)]
    public void Over_SCCP_and_SIP_a_phone_is_restarted(PhoneProtocol protocol) => Assert.True(
        new OnwardLimit().Admits(Ann, Halfway("P0S3-06-3-00", ConversionStatus.Running) with { Protocol = protocol }));

    [Theory]
    [InlineData(ConversionStatus.Proved, BootStage.Registered, PhoneProtocol.Sccp)]
    [InlineData(ConversionStatus.Refused, BootStage.Registered, PhoneProtocol.Sccp)]
    [InlineData(ConversionStatus.Running, BootStage.LoadingApplication, PhoneProtocol.Sccp)]
    [InlineData(ConversionStatus.Running, BootStage.Registered, PhoneProtocol.Mgcp)]
    public void Nobody_else_is_restarted(ConversionStatus status, BootStage stage, PhoneProtocol protocol) =>
        Assert.False(new OnwardLimit().Admits(Ann, Halfway("P00305000300", status) with
        {
            Stage = stage, Protocol = protocol,
        }));

    private static bool[] Told(OnwardLimit limit, params string[] loads) =>
        [.. loads.Select(load => limit.Admits(Ann, Halfway(load, ConversionStatus.Running)))];

    private static PhoneCase Halfway(string load, ConversionStatus status) => new()
    {
        Mac = Ann, Load = load, Stage = BootStage.Registered, Protocol = PhoneProtocol.Sccp,
        Conversion = new ConversionState("sip", status, "P0S3-8-12-00", BootCode.Early, ["a", "b"], 0, null, [], null,
            null),
    };
}
