using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using Ringback.Datagrams.Kernel;

namespace Ringback.Datagrams.Linux;

/// <summary>An interface whose other end is this program: a TAP device (Documentation/networking/tuntap.rst).</summary>
internal sealed unsafe class TapPort : IFramePort
{
    private const string Device = "/dev/net/tun";
    private const int ReadWriteNonBlockingCloseOnExec = 0x2 | 0x800 | 0x80000;

    // TUNSETIFF, and IFF_TAP with IFF_NO_PI: whole frames, with nothing before them.
    private const nuint SetInterface = 0x400454CA;
    private const ushort TapWithoutInformation = 0x0002 | 0x1000;

    // struct ifreq: the name with its NUL in 16 bytes, then the flags.
    private const int NameLength = 16, RequestLength = 40;

    private readonly Lock _closing = new();
    private readonly int _file;
    private readonly int _event;
    private bool _closed;

    private TapPort(int file, int wakeUp)
    {
        _file = file;
        _event = wakeUp;
    }

    internal static bool TryMake(string name, [NotNullWhen(true)] out IFramePort? port, out string whyNot)
    {
        port = null;
        whyNot = $"'{name}' is no name for an interface.";
        byte* request = stackalloc byte[RequestLength];
        Span<byte> bytes = new(request, RequestLength);
        bytes.Clear();
        if (name.Length == 0 || !Encoding.UTF8.TryGetBytes(name, bytes[..(NameLength - 1)], out _)) return false;
        BitConverter.TryWriteBytes(bytes[NameLength..], TapWithoutInformation);
        int file = Libc.Open(Device, ReadWriteNonBlockingCloseOnExec);
        bool isMade = file >= 0 && Libc.InputOutputControl(file, SetInterface, request) == 0;
        int wakeUp = isMade ? Libc.EventCreate(0, Libc.EventFlags) : -1;
        if (wakeUp < 0)
        {
            whyNot = $"An interface {name} cannot be made by {Device}: "
                + $"{new Win32Exception(Marshal.GetLastPInvokeError()).Message}.";
            if (file >= 0) _ = Libc.Close(file);
            return false;
        }

        port = new TapPort(file, wakeUp);
        return true;
    }

    public bool Send(ReadOnlySpan<byte> frame)
    {
        lock (_closing)
        {
            if (_closed) return false;
            fixed (byte* bytes = frame) return Libc.Write(_file, bytes, (nuint)frame.Length) == frame.Length;
        }
    }

    public int Receive(Span<byte> frame, TimeSpan longest)
    {
        PollEntry* entries = stackalloc PollEntry[2];
        entries[0] = new PollEntry { File = _file, Events = (short)Libc.Readable };
        entries[1] = new PollEntry { File = _event, Events = (short)Libc.Readable };
        int milliseconds = longest < TimeSpan.Zero
            ? -1
            : (int)Math.Min(Math.Ceiling(longest.TotalMilliseconds), int.MaxValue);
        if (Libc.Poll(entries, 2, milliseconds) <= 0) return 0;
        if (entries[1].Returned != 0)
        {
            ulong count;
            _ = Libc.Read(_event, (byte*)&count, sizeof(ulong));
            return 0;
        }

        fixed (byte* bytes = frame) return (int)Math.Max(Libc.Read(_file, bytes, (nuint)frame.Length), 0);
    }

    public void Wake()
    {
        ulong one = 1;
        lock (_closing)
        {
            if (!_closed) _ = Libc.Write(_event, (byte*)&one, sizeof(ulong));
        }
    }

    public void Dispose()
    {
        lock (_closing)
        {
            if (_closed) return;
            _closed = true;
            _ = Libc.Close(_file);
            _ = Libc.Close(_event);
        }
    }
}
