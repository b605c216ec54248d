using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Ringback.Catalogue.Problems;
using Ringback.Journal;
using Ringback.Wire.Tftp;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Network;
using Ringback.Workbench.Ports;
using Ringback.Workbench.Shelves;

namespace Ringback.Workbench.Doctor;

/// <summary>Fetches a file from a workbench at the card's own address, or asks the one that is running there.</summary>
internal static class TftpCheck
{
    private const string Limit = "It was asked from this computer, so a firewall may still keep phones out.";

    // More than a block, so that an acknowledgement has to be heard too.
    private const int ProbeLength = 1300;

    internal static async Task<IReadOnlyList<Problem>> RunAsync(DoctorOptions options, CardChosen? chosen,
        IReadOnlyList<PortHolder> holders, ILoggerFactory loggers, CancellationToken cancel)
    {
        if (chosen?.Address is not { } address)
        {
            return [Checkup.Unknown(ProblemCode.TftpNotTried, "TFTP was not tried: there is no address to serve "
                + "from.")];
        }

        PortHolder? holder = PortCheck.At(holders, address.Address, options.TftpPort, isTcp: false);
        IPAddress own = address.Address.ToIPAddress();
        if (holder?.IsRingback == true)
            return [await AskServeAsync(holder, new IPEndPoint(own, options.TftpPort), options, cancel)
                .ConfigureAwait(false)];
        string? why = holder is null ? null : $"port {options.TftpPort} is taken by {holder.Told}";
        if (holder is null)
        {
            try
            {
                return [await ServeAsync(own, options.TftpPort, null, options, loggers, cancel)
                    .ConfigureAwait(false)];
            }
            catch (PortException e)
            {
                why = e.Message;
            }
        }

        return [await ServeAsync(own, 0, why, options, loggers, cancel).ConfigureAwait(false)];
    }

    /// <summary>A serve of ours is asked for what nobody has: any answer, even a no, is proof that it hears.</summary>
    private static async Task<Problem> AskServeAsync(PortHolder holder, IPEndPoint server, DoctorOptions options,
        CancellationToken cancel)
    {
        Probed probed = await ProbeFetch.RunAsync(server, ProbeName(), options.Time, cancel).ConfigureAwait(false);
        return probed.Ending is TftpFetchEnding.ServerError or TftpFetchEnding.Complete
            ? Checkup.Ok(ProblemCode.TftpServeAnswers, $"The running serve, {holder.Told}, answers TFTP at {server}. "
                + Limit, $"{probed.Ending} {probed.Error}".Trim())
            : Checkup.Error(ProblemCode.TftpServeSilent, $"The running serve, {holder.Told}, does not answer TFTP at "
                + $"{server}.", "Start it again; when it stays silent, look at its log (serve --verbose).",
                $"{probed.Ending}");
    }

    private static async Task<Problem> ServeAsync(IPAddress own, int port, string? why, DoctorOptions options,
        ILoggerFactory loggers, CancellationToken cancel)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ringback-doctor-");
        string name = ProbeName();
        try
        {
            byte[] content = RandomNumberGenerator.GetBytes(ProbeLength);
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, name), content, cancel).ConfigureAwait(false);
            FolderShelf shelf = new(folder.FullName, null, options.Time, loggers.CreateLogger<FolderShelf>());
            _ = shelf.Current;
            WorkbenchOptions bench = new()
            {
                Addresses = [own], Root = folder.FullName, TftpPort = port, SccpPort = null, SipPort = null,
                MgcpPort = null,
            };
            await using MemoryJournal journal = new();
            await using RunningWorkbench running = await RunningWorkbench
                .StartAsync(bench, shelf, journal, options.Time, loggers, null, cancel).ConfigureAwait(false);
            IPEndPoint server = new(own, running.Listening[0].Port);
            Probed probed = await ProbeFetch.RunAsync(server, name, options.Time, cancel).ConfigureAwait(false);
            return Judge(server, probed, content, why);
        }
        finally
        {
            File.Delete(Path.Combine(folder.FullName, name));
            if (!folder.EnumerateFileSystemInfos().Any()) folder.Delete();
        }
    }

    private static Problem Judge(IPEndPoint server, Probed probed, byte[] content, string? why)
    {
        if (probed.Ending != TftpFetchEnding.Complete || !probed.Content.AsSpan().SequenceEqual(content))
        {
            return Checkup.Error(ProblemCode.TftpFetchFailed, $"A file could not be fetched by TFTP from {server}.",
                "A firewall on this computer may stop even its own packets; look at the firewall's check above.",
                $"{probed.Ending} {probed.Error} after {probed.Content.Length} of {content.Length} bytes");
        }

        return why is null
            ? Checkup.Ok(ProblemCode.TftpFetched, $"A file was fetched by TFTP from {server} and is whole. {Limit}",
                $"{content.Length} bytes")
            : Checkup.Warning(ProblemCode.TftpFetchedFromOtherPort, $"A file was fetched by TFTP from {server} and is "
                + $"whole. That the port for phones works is not proved: {why.TrimEnd('.')}.",
                "Free the port, or get the rights to open it, and examine again.", $"{content.Length} bytes");
    }

    private static string ProbeName() =>
        $"ringback-doctor-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}.txt";
}
