using System.Buffers.Text;
using System.Net;
using System.Text;
using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>
/// The lines that dnsmasq with <c>log-dhcp</c> writes behind a message: what the client wanted to know, and what it was
/// told. They make the events of the messages before them whole.
/// </summary>
internal sealed class DhcpOptionLines
{
    // As many as fit into a message of 576 bytes; a line of a log may have more.
    private const int MostWanted = 128;
    private const int MostServers = 8;
    private const int LongestName = 255;

    private const int ServerIdentifier = 54;
    private const int ServerName = 66;
    private const int ServerAddresses = 150;

    private AddressAsked? _asked;
    private AddressAnswered? _answered;
    private uint _number;

    /// <summary>Lines of another transaction are about nothing that is known.</summary>
    internal void Forget(uint number)
    {
        if (number != 0 && number == _number) return;
        (_asked, _answered, _number) = (null, null, number);
    }

    /// <summary>Lines about that message follow.</summary>
    internal void Await(uint number, PhoneEvent message)
    {
        if (number == 0) return;
        if (message is AddressAsked asked) (_asked, _answered) = (asked, null);
        else if (message is AddressAnswered answered) _answered = answered;
    }

    /// <summary>Reads a line from behind its number; false when it is none of these.</summary>
    internal bool Read(ByteScan scan, uint number, SightingBook book)
    {
        bool isKnown = number == _number;
        if (scan.Take("requested options: "u8))
        {
            if (isKnown && _asked is { } asked) Tell(book, asked with { Wants = [.. asked.Wants, .. Wanted(scan)] });
            return true;
        }

        if (scan.Take("next server: "u8))
        {
            if (isKnown && _answered is { } told && DhcpTalk.TryAddress(scan.Rest, out IPAddress? next))
                Tell(book, told with { Files = Of(told) with { NextServer = next } });
            return true;
        }

        if (!scan.Take("sent size:"u8)) return false;
        if (!scan.TakeUntil("option:"u8, out _)) return true;
        scan.SkipBlanks();
        if (!scan.TakeNumber(out long option) || !isKnown || _answered is not { } answered) return true;
        scan.SkipBlanks();
        scan.TakeWord();
        switch (option)
        {
            case ServerIdentifier when DhcpTalk.TryAddress(scan.Rest, out IPAddress? server):
                Tell(book, answered with { Server = server });
                break;
            case ServerName when !scan.IsAtEnd:
                string name = Encoding.Latin1.GetString(scan.Rest[..Math.Min(scan.Rest.Length, LongestName)]);
                Tell(book, answered with { Files = Of(answered) with { Option66 = name } });
                break;
            case ServerAddresses:
                Tell(book, answered with { Files = Of(answered) with { Option150 = [.. Addresses(scan)] } });
                break;
        }

        return true;
    }

    private static FileServers Of(AddressAnswered answered) => answered.Files ?? new FileServers([], null, null, null);

    /// <summary><c>66:tftp-server, 150:tftp-server-address, 35</c></summary>
    private static List<int> Wanted(ByteScan scan)
    {
        List<int> wanted = [];
        while (wanted.Count < MostWanted && !scan.IsAtEnd)
        {
            ReadOnlySpan<byte> word = scan.TakeWord();
            if (Utf8Parser.TryParse(word, out byte option, out int length)
                && (length == word.Length || word[length] is (byte)':' or (byte)',')) wanted.Add(option);
        }

        return wanted;
    }

    private static List<IPAddress> Addresses(ByteScan scan)
    {
        List<IPAddress> addresses = [];
        while (addresses.Count < MostServers && !scan.IsAtEnd)
        {
            if (DhcpTalk.TryAddress(scan.TakeWord(), out IPAddress? address) && address is not null)
                addresses.Add(address);
        }

        return addresses;
    }

    private void Tell(SightingBook book, AddressAsked better)
    {
        if (better.Wants.Count > MostWanted) return;
        book.Amend(_asked!, better);
        _asked = better;
    }

    private void Tell(SightingBook book, AddressAnswered better)
    {
        book.Amend(_answered!, better);
        _answered = better;
    }
}
