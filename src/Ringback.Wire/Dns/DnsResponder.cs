using System.Net;
using System.Net.Sockets;

namespace Ringback.Wire.Dns;

/// <summary>What came of a question.</summary>
public enum DnsBecause
{
    /// <summary>The name is ours, and the address was given.</summary>
    Ours,

    /// <summary>The name is ours, and there is no record of that type.</summary>
    NoSuchRecord,

    /// <summary>The name is not ours; another server may know it.</summary>
    NotOurs,

    /// <summary>The question was not understood.</summary>
    NotUnderstood,
}

/// <summary>An answer, and why it is that one.</summary>
/// <param name="Bytes">The datagram; null for silence.</param>
/// <param name="Because">Why.</param>
/// <param name="Question">The question; null when it was not understood.</param>
public sealed record DnsReply(byte[]? Bytes, DnsBecause Because, DnsQuestion? Question);

/// <summary>
/// Answers questions for a few names with one address, and refuses all others. Pure; asks nobody else, ever.
/// </summary>
/// <remarks>
/// A name is ours by its first word, whatever domain stands behind it: a second-hand phone still looks in the domain of
/// the company that sold it. Names that are not ours are refused, and not said to be missing: we do not know that, and
/// a phone with a second server goes on to it. Both end the question at once.
/// </remarks>
public static class DnsResponder
{
    /// <summary>The answer to a datagram.</summary>
    /// <param name="datagram">What came.</param>
    /// <param name="names">The first words of our names, in any case.</param>
    /// <param name="address">Our address; nothing is given for one that is not IPv4.</param>
    public static DnsReply Answer(ReadOnlySpan<byte> datagram, IReadOnlyList<string> names, IPAddress address)
    {
        if (!DnsQuestion.TryRead(datagram, out DnsQuestion? question, out DnsMalformation why))
            return new DnsReply(DnsAnswer.Write(datagram, why), DnsBecause.NotUnderstood, null);
        if (question.ExtensionVersion > 0)
            return new DnsReply(DnsAnswer.Write(question, DnsCode.BadVersion), DnsBecause.NotUnderstood, null);
        if (question.Class != DnsQuestion.Internet || !IsOurs(question.Name, names))
            return new DnsReply(DnsAnswer.Write(question, DnsCode.Refused), DnsBecause.NotOurs, question);
        bool isGiven = question.Type is DnsType.A or DnsType.Any
            && address.AddressFamily is AddressFamily.InterNetwork;
        return isGiven
            ? new DnsReply(DnsAnswer.Write(question, DnsCode.NoError, address), DnsBecause.Ours, question)
            : new DnsReply(DnsAnswer.Write(question, DnsCode.NoError), DnsBecause.NoSuchRecord, question);
    }

    private static bool IsOurs(string name, IReadOnlyList<string> names)
    {
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        ReadOnlySpan<char> first = dot < 0 ? name : name.AsSpan(0, dot);
        foreach (string ours in names)
        {
            if (first.Equals(ours, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
