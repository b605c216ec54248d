using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Ringback.Catalogue.Problems;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Doctor;

/// <summary>Examines this computer for the job: all checks, each with a bound on time.</summary>
public static class Examiner
{
    /// <summary>Examines.</summary>
    /// <param name="options">What and by what.</param>
    /// <param name="loggers">The program's log.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<Examination> ExamineAsync(DoctorOptions options, ILoggerFactory loggers,
        CancellationToken cancel)
    {
        // First of all: an address that was left behind would be taken for one that somebody wants.
        List<Problem> found = [];
        await AddAsync("bench address", token => BenchAddressCheck.RunAsync(options, token)).ConfigureAwait(false);
        IReadOnlyList<NetworkCard> cards = options.Cards();
        CardChoice choice = CardChoice.Make(cards, options.Question);
        CardChosen? chosen = choice as CardChosen;
        IReadOnlyList<PortHolder> holders = [];
        await AddAsync("network card", _ => Now(CardCheck.Run(choice))).ConfigureAwait(false);
        await AddAsync("address", _ => Now(AddressCheck.Run(chosen, options))).ConfigureAwait(false);
        await AddAsync("ports", async token =>
        {
            holders = await PortHolders.ReadAsync(options.Run, token).ConfigureAwait(false);
            return PortCheck.Run(holders, chosen?.Address?.Address, options.TftpPort);
        }).ConfigureAwait(false);
        await AddAsync("rights", _ => Now(RightsCheck.Run(options.TftpPort))).ConfigureAwait(false);
        await AddAsync("user", _ => Now(RunsAsCheck.Run(options))).ConfigureAwait(false);
        await AddAsync("firewall", token => FirewallCheck.RunAsync(options, chosen?.Card.Name, token))
            .ConfigureAwait(false);
        await AddAsync("rival DHCP", token => AskAsync(options.FindRogueDhcp, chosen, RogueDhcpUnasked, token))
            .ConfigureAwait(false);
        await AddAsync("clock", token => ClockCheck.RunAsync(options, token)).ConfigureAwait(false);
        await AddAsync("disk", _ => Now(DiskCheck.Run(options))).ConfigureAwait(false);
        await AddAsync("library", _ => Now(LibraryCheck.Run(options, loggers))).ConfigureAwait(false);
        await AddAsync("DHCP", token => AskAsync(options.TryDhcp, chosen, DhcpUntried, token)).ConfigureAwait(false);
        await AddAsync("TFTP", token => TftpCheck.RunAsync(options, chosen, holders, loggers, token))
            .ConfigureAwait(false);
        return new Examination(choice, found);

        async Task AddAsync(string name, Func<CancellationToken, Task<IReadOnlyList<Problem>>> check) =>
            found.AddRange(await BoundAsync(name, check, options, cancel).ConfigureAwait(false));
    }

    private static Problem RogueDhcpUnasked(string why) => Checkup.Unknown(ProblemCode.RivalNotSearched,
        $"Whether another DHCP server gives out addresses was not asked: {why}.");

    private static Problem DhcpUntried(string why) =>
        Checkup.Unknown(ProblemCode.DhcpNotTried, $"Getting an address from Ringback was not tried: {why}.");

    /// <summary>Runs a check to its end or its bound; a check that breaks says so, and the others go on.</summary>
    private static async Task<IReadOnlyList<Problem>> BoundAsync(string name,
        Func<CancellationToken, Task<IReadOnlyList<Problem>>> check, DoctorOptions options, CancellationToken cancel)
    {
        using CancellationTokenSource time = new(options.Longest, options.Time);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancel, time.Token);
        try
        {
            // On a thread of its own: a look at a disk that does not answer takes no token.
            return await Task.Run(() => check(bound.Token), CancellationToken.None).WaitAsync(bound.Token)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return [Checkup.Unknown(ProblemCode.CheckTookTooLong,
                $"The check of the {name} did not end within {options.Longest.TotalSeconds:0} s.")];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException
            or InvalidDataException or Ports.PortException)
        {
            return [Checkup.Unknown(ProblemCode.CheckFailed, $"The check of the {name} failed: {e.Message}")];
        }
    }

    private static Task<IReadOnlyList<Problem>> AskAsync(
        Func<NetworkCard, CancellationToken, Task<IReadOnlyList<Problem>>>? ask, CardChosen? chosen,
        Func<string, Problem> unasked, CancellationToken cancel) => (ask, chosen) switch
        {
            (null, _) => Now([unasked("this version cannot ask on its own")]),
            (_, null) => Now([unasked("no card is chosen")]),
            _ => ask(chosen.Card, cancel),
        };

    private static Task<IReadOnlyList<Problem>> Now(IReadOnlyList<Problem> checks) => Task.FromResult(checks);
}
