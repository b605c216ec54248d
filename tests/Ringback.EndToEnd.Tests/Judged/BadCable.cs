using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Ringback.EndToEnd.Tests.Serving;

namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>
/// A cable between two network namespaces that loses, doubles, delays and disorders packets as netem does. It is made
/// of two TUN devices, because not every kernel has netem; what the programs at its ends see is a network like any
/// other. It keeps everything that was sent, before its bad luck.
/// </summary>
internal sealed class BadCable : ICable
{
    private const nuint TunSetInterface = 0x400454CA;
    private const ushort TunWithoutInformation = 0x1001;

    private readonly TwoNamespaces _namespaces = new();
    private readonly ConcurrentQueue<byte[]> _sent = new();
    private readonly List<Direction> _directions = [];
    private readonly Fortune _fortune;

    private BadCable(Fortune fortune) => _fortune = fortune;

    /// <inheritdoc/>
    public TwoNamespaces.End Bench => _namespaces.Bench;

    /// <inheritdoc/>
    public TwoNamespaces.End Phones => _namespaces.Phones;

    /// <summary>Lays it.</summary>
    internal static async Task<ICable> LayAsync(Fortune fortune, int seed)
    {
        BadCable cable = new(fortune);
        await cable._namespaces.OpenAsync();
        (string benchName, FileStream bench) = OpenTun();
        (string phonesName, FileStream phones) = OpenTun();
        await TwoNamespaces.AttachAsync(cable.Bench, benchName);
        await TwoNamespaces.AttachAsync(cable.Phones, phonesName);
        cable._directions.Add(new Direction(cable, cable.Bench.Namespace, benchName, bench, phones, new Random(seed)));
        cable._directions.Add(new Direction(cable, cable.Phones.Namespace, phonesName, phones, bench,
            new Random(~seed)));
        return cable;
    }

    /// <inheritdoc/>
    public Task CaptureAsync(string path)
    {
        Capture.Write(path, _sent);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            // A device that is gone ends the read that waits for it.
            foreach (Direction direction in _directions)
                await TwoNamespaces.IpAsync("-n", direction.Namespace, "link", "delete", direction.Device);
            foreach (Direction direction in _directions) await direction.Carrying;
            foreach (Direction direction in _directions) direction.Dispose();
        }
        finally
        {
            await _namespaces.DisposeAsync();
        }
    }

    private static (string Name, FileStream Packets) OpenTun()
    {
        string name = $"ring{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        SafeFileHandle handle = File.OpenHandle("/dev/net/tun", FileMode.Open, FileAccess.ReadWrite,
            FileShare.ReadWrite);
        // struct ifreq: the name in 16 bytes, then the flags.
        byte[] request = new byte[40];
        Encoding.ASCII.GetBytes(name, request);
        BinaryPrimitives.WriteUInt16LittleEndian(request.AsSpan(16), TunWithoutInformation);
        if (ioctl(handle, TunSetInterface, request) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
        // Without a buffer a read or a write is one packet.
        return (name, new FileStream(handle, FileAccess.ReadWrite, bufferSize: 0));
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ioctl(SafeFileHandle file, nuint request, byte[] argument);

    /// <summary>What comes out of one device goes into the other, if it is lucky.</summary>
    private sealed class Direction : IDisposable
    {
        private readonly BadCable _cable;
        private readonly FileStream _from;
        private readonly FileStream _to;
        private readonly Random _dice;
        private readonly ConcurrentDictionary<ITimer, byte[]> _underWay = new();

        internal Direction(BadCable cable, string space, string device, FileStream from, FileStream to, Random dice)
        {
            (_cable, Namespace, Device, _from, _to, _dice) = (cable, space, device, from, to, dice);
            Carrying = Task.Factory.StartNew(Carry, CancellationToken.None, TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }

        internal string Namespace { get; }

        internal string Device { get; }

        internal Task Carrying { get; }

        public void Dispose()
        {
            foreach (ITimer timer in _underWay.Keys) timer.Dispose();
            _from.Dispose();
        }

        private void Carry()
        {
            byte[] buffer = new byte[65536];
            while (Read(buffer) is { } packet)
            {
                // What IPv6 says to itself on a new device would only stir the dice.
                if (packet[0] >> 4 != 4) continue;
                _cable._sent.Enqueue(packet);
                Fortune fortune = _cable._fortune;
                if (_dice.NextDouble() < fortune.Loss) continue;
                int copies = _dice.NextDouble() < fortune.Duplicate ? 2 : 1;
                for (int copy = 0; copy < copies; copy++)
                {
                    if (_dice.NextDouble() < fortune.Reorder) Deliver(packet);
                    else Delay(packet, fortune.Delay);
                }
            }
        }

        private byte[]? Read(byte[] buffer)
        {
            try
            {
                int length = _from.Read(buffer);
                return length == 0 ? null : buffer[..length];
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                return null;
            }
        }

        private void Delay(byte[] packet, TimeSpan delay)
        {
            ITimer timer = TimeProvider.System.CreateTimer(_ => Deliver(packet), null, Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
            // Kept, or the collector would take it before it rings.
            _underWay[timer] = packet;
            timer.Change(delay, Timeout.InfiniteTimeSpan);
        }

        private void Deliver(byte[] packet)
        {
            try
            {
                _to.Write(packet);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The cable is being taken away, and with it what is under way.
                _underWay.Clear();
            }
        }
    }
}
