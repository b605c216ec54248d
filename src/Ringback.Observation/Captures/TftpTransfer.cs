using System.Net;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Tftp;

namespace Ringback.Observation.Captures;

/// <summary>One end of UDP or TCP.</summary>
internal readonly record struct Port(Ipv4Address Address, ushort Number)
{
    internal IPEndPoint ToEndPoint() => new(Address.ToIPAddress(), Number);
}

/// <summary>A transfer to a phone as somebody sees it who only listens: blocks counted without an end.</summary>
internal sealed class TftpTransfer
{
    // Configuration files are small; of what a phone could read at all, no more has to be kept (sources.md
    // 7940-7960-code §3).
    private const int MostContent = 8 * 1024;

    private byte[]? _content;
    private int _kept;
    private bool _isContentWhole = true;

    internal required Station Station { get; init; }

    internal required Port Phone { get; init; }

    internal required Port Server { get; init; }

    internal required TftpRequest Request { get; init; }

    internal required FrameMoment Began { get; init; }

    /// <summary>When something of it was seen last.</summary>
    internal DateTimeOffset Last { get; set; }

    /// <summary>True once the server answered, with whatever.</summary>
    internal bool IsAnswered { get; set; }

    /// <summary>True once the question was told.</summary>
    internal bool IsTold { get; set; }

    /// <summary>True for a file in which a load may be named: its question is told with what it says.</summary>
    internal bool CanNameLoad { get; init; }

    /// <summary>True when the question shows a phone.</summary>
    internal bool IsPhones { get; init; }

    /// <summary>What the server agreed to; nothing without an OACK.</summary>
    internal IReadOnlyList<TftpOption> Agreed { get; private set; } = [];

    internal int BlockSize { get; private set; } = 512;

    internal int WindowSize { get; private set; } = 1;

    /// <summary>The last block that was sent.</summary>
    internal long Sent { get; private set; }

    /// <summary>The last block that the phone acknowledged.</summary>
    internal long Acknowledged { get; private set; }

    /// <summary>Bytes of the whole; null until the last block or the server says it.</summary>
    internal long? Length { get; private set; }

    internal int Resent { get; private set; }

    /// <summary>True once the last block was sent.</summary>
    internal bool IsAllSent { get; private set; }

    /// <summary>True once the phone acknowledged the last block.</summary>
    internal bool IsDelivered => IsAllSent && Acknowledged >= Sent;

    /// <summary>True when only the last acknowledgement is wanting.</summary>
    internal bool LacksLast => IsAllSent && Acknowledged >= Sent - 1;

    /// <summary>Bytes that the phone acknowledged.</summary>
    internal long Bytes => IsDelivered ? Length ?? 0 : Math.Min(Acknowledged, Sent) * BlockSize;

    /// <summary>What was sent, when it was small and nothing is missing; null otherwise.</summary>
    internal ReadOnlyMemory<byte>? Content => IsAllSent && _isContentWhole && _kept == Length
        ? _content.AsMemory(0, _kept)
        : null;

    internal void Agree(IReadOnlyList<TftpOption> options)
    {
        Agreed = options;
        foreach (TftpOption option in options)
        {
            if (!long.TryParse(option.Value, System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture, out long number)) continue;
            if (option.Is(TftpOption.BlockSize) && number is >= 8 and <= 65464) BlockSize = (int)number;
            if (option.Is(TftpOption.WindowSize) && number is >= 1 and <= 65535) WindowSize = (int)number;
            if (option.Is(TftpOption.TransferSize)) Length = number;
        }
    }

    /// <summary>A block was sent.</summary>
    /// <param name="number">Its number on the wire.</param>
    /// <param name="length">Its bytes, captured or not.</param>
    /// <param name="captured">Those that were captured.</param>
    internal void Block(ushort number, int length, ReadOnlySpan<byte> captured)
    {
        long absolute = Sent + (short)(ushort)(number - (ushort)Sent);
        if (absolute <= Sent)
        {
            if (absolute > 0) Resent++;
            return;
        }

        // Larger than was agreed can only be what was agreed before the capture began.
        if (absolute == 1 && length > BlockSize) BlockSize = length;
        if (absolute != Sent + 1) _isContentWhole = false;
        Sent = absolute;
        if (length < BlockSize)
        {
            IsAllSent = true;
            Length = ((absolute - 1) * BlockSize) + length;
        }

        Keep(length, captured);
    }

    /// <summary>A block was acknowledged.</summary>
    internal void Acknowledge(ushort number)
    {
        long absolute = Acknowledged + (short)(ushort)(number - (ushort)Acknowledged);
        Acknowledged = Math.Max(Acknowledged, Math.Min(absolute, Sent));
    }

    private void Keep(int length, ReadOnlySpan<byte> captured)
    {
        if (!_isContentWhole) return;
        if (captured.Length < length || _kept + length > MostContent)
        {
            _isContentWhole = false;
            _content = null;
            return;
        }

        _content ??= new byte[MostContent];
        captured[..length].CopyTo(_content.AsSpan(_kept));
        _kept += length;
    }
}
