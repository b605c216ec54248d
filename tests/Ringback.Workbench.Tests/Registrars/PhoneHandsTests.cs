using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Simulation.Desks;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Control;
using Ringback.Workbench.Registrars;
using Ringback.Workbench.Tests.Bench;

namespace Ringback.Workbench.Tests.Registrars;

/// <summary>Simulated phones with simulated persons before them, at a running workbench.</summary>
public sealed class PhoneHandsTests
{
    private static readonly MacAddress Ann = MacAddress.Parse("02AB5C00790A");
    private static readonly MacAddress Bob = MacAddress.Parse("02AB5C00790B");

    [Fact]
    public async Task A_simulated_phone_passes_the_bench_test()
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        await using SccpDesk phone = Desk(bench, Ann);
        Assert.Equal("1001", await phone.UpAsync(Deadline.Token));
        Assert.Contains("8.1(2)SR2", await DisplayAsync(phone));

        List<BenchTestProgress> told = [];
        await foreach (BenchTestProgress progress in bench.Running.Hands.TestAsync(Ann, "test", Deadline.Token))
            told.Add(progress);

        Assert.Equal(7, told.Count);
        BenchTested tested = await bench.NextAsync<BenchTested>();
        Assert.True(tested.Parts.All(p => p.Outcome is BenchTestOutcome.Passed), string.Join('\n', tested.Parts));
        Assert.Equal((Ann, "test"), (tested.Mac, tested.By));
    }

    [Fact]
    public async Task Two_SCCP_phones_speak_and_hear_each_other()
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        await using SccpDesk ann = Desk(bench, Ann), bob = Desk(bench, Bob);
        await ann.UpAsync(Deadline.Token);
        string number = await bob.UpAsync(Deadline.Token);
        await ann.DialAsync(number);
        PhoneCalled answered = await CalledAsync(bench, PhoneCallStage.Answered);
        Assert.Equal(($"SEP{Ann}", $"SEP{Bob}", Ann), (answered.From, answered.To, answered.Mac));
        await UntilAsync(() => ann.Heard > 20 && bob.Heard > 20);
        await bob.HangUpAsync();
        Assert.True((await CalledAsync(bench, PhoneCallStage.Ended)).Seconds > 0);
    }

    [Fact]
    public async Task Two_SIP_phones_speak_and_hear_each_other_and_the_echo()
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        await using SipDesk ann = new(Options(bench, Ann, "sip"), "100"), bob = new(Options(bench, Bob, "sip"), "200");
        await ann.UpAsync(Deadline.Token);
        await bob.UpAsync(Deadline.Token);
        await ann.DialAsync("200");
        Assert.Equal(Ann, (await CalledAsync(bench, PhoneCallStage.Answered)).Mac);
        await UntilAsync(() => ann.Heard > 20 && bob.Heard > 20);
        await bob.HangUpAsync();
        await CalledAsync(bench, PhoneCallStage.Ended);
        int before = ann.Heard;
        await ann.DialAsync("3246");
        await UntilAsync(() => ann.Heard > before + 20);
        await ann.HangUpAsync();
    }

    [Fact]
    public async Task An_MGCP_phone_is_asked_whether_it_lives_and_both_answers_are_recorded()
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        await using MgcpDesk phone = new(Options(bench, Ann, "mgcp"));
        await phone.UpAsync(Deadline.Token);
        EndpointSpoke audited = await bench.NextAsync<EndpointSpoke>();
        Assert.Equal((EndpointSign.Audited, 200, Ann, phone.Endpoint),
            (audited.Sign, audited.Code, audited.Mac, audited.Endpoint));
        Assert.Equal(EndpointSign.Watched, (await bench.NextAsync<EndpointSpoke>()).Sign);
        Assert.Equal(["AUEP", "RQNT"], phone.Asked);
    }

    [Fact]
    public async Task An_order_through_the_control_socket_is_done_and_recorded()
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        await using SccpDesk phone = Desk(bench, Ann);
        await phone.UpAsync(Deadline.Token);
        string folder = Directory.CreateTempSubdirectory("rb").FullName;
        await using ControlDoor door = ControlDoor.Open(
            folder, bench.Running.Hands, TimeProvider.System, NullLogger.Instance)!;
        OrderAnswerJson answer = await AskAsync(folder, Ann, PhoneHand.Show, "Hello");
        Assert.True(answer.Done, answer.Because);
        PhoneTold told = await bench.NextAsync<PhoneTold>();
        Assert.Equal((PhoneHand.Show, "Hello", "me"), (told.Hand, told.Text, told.By));
        await UntilAsync(() => phone.Display == "Hello");
        Assert.False((await AskAsync(folder, Bob, PhoneHand.Ring, null)).Done);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(folder, ControlDoor.FileName)));
        }
    }

    [Fact]
    public async Task Nobody_at_the_socket_is_told_in_a_sentence()
    {
        string folder = Directory.CreateTempSubdirectory("rb").FullName;
        ControlException e = await Assert.ThrowsAsync<ControlException>(
            () => AskAsync(folder, Ann, PhoneHand.Ring, null));
        Assert.StartsWith("no serve runs with the folder", e.Message);
    }

    private static async Task<OrderAnswerJson> AskAsync(string folder, MacAddress mac, PhoneHand hand, string? text)
    {
        OrderAnswerJson? last = null;
        OrderJson order = new() { Mac = mac.ToString(), Hand = hand, Text = text, By = "me" };
        await foreach (OrderAnswerJson answer in ControlCall.AskAsync(folder, order, Deadline.Token)) last = answer;
        return last!;
    }

    private static SccpDesk Desk(OpenBench bench, MacAddress mac) => new(Options(bench, mac, "sccp"));

    private static DeskOptions Options(OpenBench bench, MacAddress mac, string service) => new()
    {
        Server = bench.EndPoint(service),
        Mac = mac,
        Address = IPAddress.Loopback,
        Reaction = TimeSpan.FromMilliseconds(20),
    };

    private static async Task<PhoneCalled> CalledAsync(OpenBench bench, PhoneCallStage stage)
    {
        while (true)
        {
            PhoneCalled called = await bench.NextAsync<PhoneCalled>();
            if (called.Stage == stage) return called;
        }
    }

    private static async Task<string> DisplayAsync(SccpDesk phone)
    {
        await UntilAsync(() => phone.Display.Length > 0);
        return phone.Display;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        CancellationToken deadline = Deadline.Token;
        using PeriodicTimer beat = new(TimeSpan.FromMilliseconds(10));
        while (!holds()) await beat.WaitForNextTickAsync(deadline);
    }
}
