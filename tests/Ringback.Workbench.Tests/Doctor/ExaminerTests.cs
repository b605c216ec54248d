using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Catalogue.Problems;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Doctor;
using Ringback.Workbench.Network;
using Ringback.Workbench.Tests.Network;

namespace Ringback.Workbench.Tests.Doctor;

/// <summary>The whole examination, on loopback and with made answers of the system's tools.</summary>
public sealed class ExaminerTests : IDisposable
{
    // The system gives one when the socket is bound: one that was free a moment ago may be somebody else's by now.
    private const int AnyPort = 0;

    private readonly ScratchFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_file_is_fetched_from_the_cards_address()
    {
        Examination examined = await ExamineAsync(Options(AnyPort));
        Assert.Equal(ProblemSeverity.Ok, Find(examined, "tftp-fetched").Severity);
        Assert.Contains(examined.Checks, c => c.Code == "library-empty");
    }

    [Fact]
    public async Task A_taken_port_is_an_error_and_another_one_is_tried()
    {
        using Socket taken = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Examination examined = await ExamineAsync(Options(((IPEndPoint)taken.LocalEndPoint!).Port));
        Assert.Equal(ProblemSeverity.Error, Find(examined, "port-taken").Severity);
        Assert.Equal(ProblemSeverity.Warning, Find(examined, "tftp-fetched-from-other-port").Severity);
        Assert.False(examined.IsHealthy);
    }

    [Fact]
    public async Task Without_a_card_the_other_checks_run_all_the_same()
    {
        Examination examined = await ExamineAsync(Options(AnyPort) with { Cards = () => [] });
        Assert.IsType<CardRefused>(examined.Choice);
        Assert.False(examined.IsHealthy);
        foreach (string code in new[] { "card-refused", "tftp-not-tried", "library-empty", "clock-sane" })
            Find(examined, code);
    }

    [Fact]
    public async Task A_check_that_breaks_is_told_and_the_others_go_on()
    {
        Examination examined = await ExamineAsync(Options(AnyPort) with
        {
            FindRogueDhcp = (_, _) => throw new IOException("the cable caught fire"),
        });
        Assert.Contains("the cable caught fire", Find(examined, "check-failed").Message, StringComparison.Ordinal);
        Find(examined, "tftp-fetched");
    }

    [Fact]
    public async Task A_check_that_hangs_is_told_and_the_others_go_on()
    {
        TaskCompletionSource<IReadOnlyList<Problem>> never = new();
        HandTimers clock = new();
        NetworkCard card = Card.Wired("eth0");
        Examination examined = await ExamineAsync(new DoctorOptions
        {
            Data = _data.Path,
            Library = _data["library"],
            Cards = () => [card],
            Time = clock,
            FindRogueDhcp = (_, _) =>
            {
                clock.FireAll();
                return never.Task;
            },
        });
        Find(examined, "check-took-too-long");
    }

    [Fact]
    public async Task What_the_seams_find_is_told()
    {
        Examination examined = await ExamineAsync(Options(AnyPort) with
        {
            FindRogueDhcp = (card, _) => Told("rival-dhcp-server", ProblemSeverity.Error, card),
            TryDhcp = (card, _) => Told("dhcp-fine", ProblemSeverity.Ok, card),
        });
        Assert.Equal("lo", Find(examined, "rival-dhcp-server").Message);
        Find(examined, "dhcp-fine");
        Assert.False(examined.IsHealthy);
    }

    private static Task<IReadOnlyList<Problem>> Told(string code, ProblemSeverity status, NetworkCard card) =>
        Task.FromResult<IReadOnlyList<Problem>>([new Problem(code, status, card.Name, "")]);

    private static Task<Examination> ExamineAsync(DoctorOptions options) =>
        Examiner.ExamineAsync(options, NullLoggerFactory.Instance, Deadline.Token);

    private static Problem Find(Examination examined, string code)
    {
        Problem? found = examined.Checks.FirstOrDefault(c => c.Code == code);
        Assert.True(found is not null, $"No {code} among:\n" + string.Join('\n', examined.Checks));
        return found;
    }

    private DoctorOptions Options(int port) => new()
    {
        Question = new CardQuestion { Bind = [Ipv4Address.Parse("127.0.0.1")] },
        Data = _data.Path,
        Library = _data["library"],
        TftpPort = port,
        Cards = () => [Card.Loopback],
        Run = (command, _) => Task.FromResult(new ToolOutcome(null, "", $"No {command.Program} on paper.")),
    };
}
