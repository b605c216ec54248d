using System.Globalization;
using System.Net;
using System.Text;
using Ringback.Simulation.Network;

namespace Ringback.Simulation.Tests.Lan;

/// <summary>Files by HTTP on a simulated network, in the form that the product gives them.</summary>
internal sealed class LanHttp
{
    internal const int Port = 6970;

    private readonly Func<IPEndPoint, string, byte[]?> _answer;

    /// <param name="lan">The network.</param>
    /// <param name="address">The server's address.</param>
    /// <param name="answer">The file for who asks, by its name; null for none.</param>
    internal LanHttp(SimulatedLan lan, IPAddress address, Func<IPEndPoint, string, byte[]?> answer)
    {
        _answer = answer;
        lan.Serve(new IPEndPoint(address, Port), phone => request => Answer(phone, Encoding.Latin1.GetString(request)));
    }

    /// <summary>What is sent instead of a proper answer; null for nothing else.</summary>
    internal Func<string, byte[]?>? Instead { get; set; }

    private byte[] Answer(IPEndPoint phone, string request)
    {
        string[] words = request.Split(' ');
        string name = words[1][1..];
        if (Instead?.Invoke(name) is { } other) return other;
        byte[]? file = _answer(phone, name);
        return file is null
            ? Encoding.Latin1.GetBytes("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            : [.. Head(file.Length), .. file];
    }

    private static byte[] Head(int length) => Encoding.Latin1.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n"));
}
