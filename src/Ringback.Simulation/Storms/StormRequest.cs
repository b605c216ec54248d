using System.Text;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Storms;

/// <summary>A request written once; each phone only puts its own MAC address in.</summary>
internal sealed class StormRequest
{
    // A locally administered address, which no real phone has, with the phone's number in its last three octets.
    private const string FirstMac = "02AB5C000000";
    private const int NumberAt = 6;

    private readonly byte[] _bytes;
    private readonly int _macAt;

    internal StormRequest(string fileName, IReadOnlyList<TftpOption> options)
    {
        string name = fileName.Replace(StormOptions.MacMark, FirstMac, StringComparison.OrdinalIgnoreCase);
        byte[] buffer = new byte[TftpRequest.MaximumLength + fileName.Length + FirstMac.Length];
        int length = TftpWriter.WriteRequest(buffer, new TftpRequest(false, name, TftpMode.Octet, options));
        _bytes = buffer[..length];
        _macAt = name == fileName ? -1 : _bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(FirstMac));
    }

    internal int Length => _bytes.Length;

    internal void Write(Span<byte> buffer, int phone)
    {
        _bytes.CopyTo(buffer);
        if (_macAt < 0) return;
        Span<byte> number = buffer.Slice(_macAt + NumberAt, 6);
        for (int i = number.Length - 1; i >= 0; i--, phone >>= 4)
            number[i] = (byte)"0123456789ABCDEF"[phone & 15];
    }
}
