using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Ringback.EndToEnd.Tests.Judged;
using Ringback.EndToEnd.Tests.Lending;

namespace Ringback.EndToEnd.Tests.Rescuing;

/// <summary>
/// A cable between a bench and a phone, on which everything of the phone's has the tag of a VLAN, and from which the
/// phone takes nothing without it. It is made of two TAP devices, because not every kernel has interfaces for VLANs.
/// </summary>
internal sealed class TaggedCable : IAsyncDisposable
{
    private const nuint TunSetInterface = 0x400454CA;
    private const ushort TapWithoutInformation = 0x1002;
    private const int AddressesLength = 12, TagLength = 4;

    private readonly string _name = $"ringback-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
    private readonly ushort _vlan;
    private readonly List<(string Device, FileStream Frames)> _ends = [];
    private Task[] _carrying = [];
    private int _untagged;

    private TaggedCable(ushort vlan)
    {
        _vlan = vlan;
        Bench = new Station($"{_name}-bench", "0.0.0.0");
        Phone = new Station($"{_name}-phone", "0.0.0.0");
    }

    internal Station Bench { get; }

    internal Station Phone { get; }

    /// <summary>Frames of the bench that had no tag of this VLAN; the phone has not seen them.</summary>
    internal int Untagged => _untagged;

    internal static async Task<TaggedCable> LayAsync(ushort vlan)
    {
        Assert.SkipUnless(TwoNamespaces.WhyNot() is null, TwoNamespaces.WhyNot() ?? "");
        TaggedCable cable = new(vlan);
        foreach (Station station in (Station[])[cable.Bench, cable.Phone])
        {
            await TwoNamespaces.IpAsync("netns", "add", station.Namespace);
            await TwoNamespaces.IpAsync("-n", station.Namespace, "link", "set", "lo", "up");
            (string device, FileStream frames) = OpenTap();
            cable._ends.Add((device, frames));
            await TwoNamespaces.IpAsync("link", "set", device, "netns", station.Namespace, "name", Station.Device);
            await station.IpAsync("link", "set", Station.Device, "up");
        }

        FileStream bench = cable._ends[0].Frames, phone = cable._ends[1].Frames;
        cable._carrying =
        [
            Task.Factory.StartNew(() => Carry(phone, bench, cable.Tag), CancellationToken.None,
                TaskCreationOptions.LongRunning, TaskScheduler.Default),
            Task.Factory.StartNew(() => Carry(bench, phone, cable.Untag), CancellationToken.None,
                TaskCreationOptions.LongRunning, TaskScheduler.Default),
        ];
        return cable;
    }

    public async ValueTask DisposeAsync()
    {
        // A device that is gone ends the read that waits for it.
        foreach (Station station in (Station[])[Bench, Phone])
        {
            await station.EndAllAsync();
            await station.IpAsync("link", "delete", Station.Device);
        }

        foreach (Task carrying in _carrying) await carrying;
        foreach ((_, FileStream frames) in _ends) await frames.DisposeAsync();
        foreach (Station station in (Station[])[Bench, Phone])
            await TwoNamespaces.IpAsync("netns", "delete", station.Namespace);
    }

    private static (string Name, FileStream Frames) OpenTap()
    {
        string name = $"ring{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        SafeFileHandle handle = File.OpenHandle("/dev/net/tun", FileMode.Open, FileAccess.ReadWrite,
            FileShare.ReadWrite);
        // struct ifreq: the name in 16 bytes, then the flags.
        byte[] request = new byte[40];
        Encoding.ASCII.GetBytes(name, request);
        BinaryPrimitives.WriteUInt16LittleEndian(request.AsSpan(16), TapWithoutInformation);
        if (ioctl(handle, TunSetInterface, request) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
        // Without a buffer a read or a write is one frame.
        return (name, new FileStream(handle, FileAccess.ReadWrite, bufferSize: 0));
    }

    private static void Carry(FileStream from, FileStream to, Func<byte[], byte[]?> change)
    {
        byte[] buffer = new byte[65536];
        try
        {
            while (from.Read(buffer) is > AddressesLength and int length)
            {
                if (change(buffer[..length]) is { } frame) to.Write(frame);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The cable is being taken away.
        }
    }

    private byte[] Tag(byte[] frame) =>
    [
        .. frame[..AddressesLength], 0x81, 0x00, (byte)(_vlan >> 8), (byte)_vlan, .. frame[AddressesLength..],
    ];

    private byte[]? Untag(byte[] frame)
    {
        bool isOurs = frame.Length > AddressesLength + TagLength
            && frame[AddressesLength] == 0x81 && frame[AddressesLength + 1] == 0
            && (BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(AddressesLength + 2)) & 0x0fff) == _vlan;
        if (!isOurs) Interlocked.Increment(ref _untagged);
        return isOurs ? [.. frame[..AddressesLength], .. frame[(AddressesLength + TagLength)..]] : null;
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ioctl(SafeFileHandle file, nuint request, byte[] argument);
}
