using System.Globalization;
using System.Net;
using System.Text;
using Ringback.Simulation.Network;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// The HTTP client of a Java phone: a connection for each file, two lines of request, and of an answer only what its
/// code looks at (sources.md other-phones §2.6).
/// </summary>
internal static class HandsetHttp
{
    private const int LongestHead = 8192;
    private const string Good = "HTTP/1.1 200 OK";
    private const string LengthHeader = "Content-Length: ";

    /// <summary>How long it waits for the next bytes: UNVERIFIED.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The first releases whose boot code has the client: between 8.5(4) and 9.3(1) it came in.</summary>
    private static readonly (int, int, int) First = (9, 0, 0);

    /// <summary>9.2(1) of the 7931 has none.</summary>
    private static readonly (int, int, int) First7931 = (9, 3, 0);

    /// <summary>Whether the code that asks for files asks by HTTP first.</summary>
    internal static bool IsKnownTo(Handset phone)
    {
        StoredLoad? code = phone.Running ?? phone.LoadOf(phone.Flash.BootCode);
        bool is7931 = phone.Options.Model.FirmwareFamily is "7931";
        return code is not null && code.Release.CompareTo(is7931 ? First7931 : First) >= 0;
    }

    /// <summary>
    /// A file; null where it asks by TFTP instead: nobody listens, or what comes is no answer that it understands. That
    /// a 404 is the server's last word is INFER: the code knows it for "not found".
    /// </summary>
    internal static async Task<HandsetFetch?> FetchAsync(
        Handset phone, string name, int port, CancellationToken cancel)
    {
        IPEndPoint server = new(phone.Server.Address, port);
        using IByteStream? stream =
            await phone.Network.ConnectAsync(phone.Options.Address, server, cancel).ConfigureAwait(false);
        if (stream is null) return null;
        phone.Log($"asks for {name} by HTTP");
        phone.Enter(HandsetPhase.Fetching);
        byte[] request = Encoding.Latin1.GetBytes($"GET /{name} HTTP/1.1\r\nHost: {server}\r\n\r\n");
        await stream.SendAsync(request, cancel).ConfigureAwait(false);
        HandsetFetch? file = await ReadAsync(stream, cancel).ConfigureAwait(false);
        phone.Enter(HandsetPhase.Booting);
        if (file is not { IsComplete: true }) phone.Log($"does not get {name} by HTTP");
        return file;
    }

    private static async Task<HandsetFetch?> ReadAsync(IByteStream stream, CancellationToken cancel)
    {
        using MemoryStream read = new();
        int body = -1;
        long length = 0;
        while (body < 0 || read.Length < body + length)
        {
            ReadOnlyMemory<byte> more = await stream.ReceiveAsync(Patience, cancel).ConfigureAwait(false);
            if (more.IsEmpty) return null;
            read.Write(more.Span);
            if (body >= 0) continue;
            ReadOnlySpan<byte> all = read.GetBuffer().AsSpan(0, (int)read.Length);
            int end = all.IndexOf("\r\n\r\n"u8);
            if (end < 0 && all.Length > LongestHead) return null;
            if (end < 0) continue;
            string head = Encoding.Latin1.GetString(all[..end]);
            string status = head.Split("\r\n")[0];
            if (status.Contains(" 404 ", StringComparison.Ordinal))
                return new HandsetFetch(TftpFetchEnding.ServerError, [], TftpErrorCode.FileNotFound);
            if (!status.StartsWith(Good, StringComparison.Ordinal) || LengthIn(head) is not { } said) return null;
            (body, length) = (end + 4, said);
        }

        return new HandsetFetch(
            TftpFetchEnding.Complete, read.GetBuffer().AsSpan(body, (int)length).ToArray(), null);
    }

    private static long? LengthIn(string head) => head.Split("\r\n")
        .Where(l => l.StartsWith(LengthHeader, StringComparison.Ordinal))
        .Select(l => int.TryParse(l.AsSpan(LengthHeader.Length), NumberStyles.None, CultureInfo.InvariantCulture,
            out int length) ? (long?)length : null)
        .FirstOrDefault();
}
