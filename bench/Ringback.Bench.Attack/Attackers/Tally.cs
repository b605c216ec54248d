namespace Ringback.Bench.Attack.Attackers;

/// <summary>What went to a door and what came out of it.</summary>
/// <param name="door">The door.</param>
/// <param name="ratio">How many times its questions its answers may be together; null when that is not judged.</param>
/// <param name="allowance">Bytes more for each datagram, such as the first block of a file.</param>
internal sealed class Tally(string door, double? ratio, int allowance = 0)
{
    /// <summary>The most bytes of an answer, DATA of negotiated sizes and TCP apart.</summary>
    internal const int LongestAnswer = 1_500;

    internal string Door => door;

    internal long Sent { get; private set; }

    internal long SentBytes { get; private set; }

    internal long Received { get; private set; }

    internal long ReceivedBytes { get; private set; }

    internal int Longest { get; private set; }

    /// <summary>What could not be sent or was cut off; a door may refuse.</summary>
    internal long Refused { get; private set; }

    internal double Ratio => SentBytes == 0 ? 0 : (double)ReceivedBytes / SentBytes;

    /// <summary>What is wrong; null when nothing is.</summary>
    internal string? Fault => Longest > LongestAnswer ? $"{door} gave an answer of {Longest} bytes"
        : ratio is { } most && ReceivedBytes > (most * SentBytes) + (allowance * Sent)
            ? $"{door} answered {ReceivedBytes} bytes to {SentBytes}, more than {most} times as many"
            : null;

    internal void Gave(int bytes)
    {
        Sent++;
        SentBytes += bytes;
    }

    /// <param name="bytes">Its length.</param>
    /// <param name="isJudged">False for blocks of a size that was asked for.</param>
    internal void Got(int bytes, bool isJudged = true)
    {
        Received++;
        ReceivedBytes += bytes;
        if (isJudged) Longest = Math.Max(Longest, bytes);
    }

    internal void WasRefused() => Refused++;
}
