using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Ringback.Datagrams.Kernel;

namespace Ringback.Datagrams.Linux;

/// <summary>A packet socket, packet(7).</summary>
internal sealed unsafe class PacketPort : IFramePort
{
    private readonly Lock _closing = new();
    private readonly int _socket;
    private readonly int _event;
    private bool _closed;

    private PacketPort(int socket, int wakeUp)
    {
        _socket = socket;
        _event = wakeUp;
    }

    internal static bool TryOpen(int interfaceIndex, ushort etherType, ushort udpPort,
        [NotNullWhen(true)] out IFramePort? port, out string whyNot)
    {
        port = null;
        // Protocol 0 receives nothing: until it is bound, the socket would hear every interface.
        int socket = PacketCalls.Open(PacketCalls.Packet, PacketCalls.RawNonBlockingCloseOnExec, 0);
        if (socket < 0)
        {
            whyNot = Explain(Marshal.GetLastPInvokeError(), interfaceIndex);
            return false;
        }

        LinkAddress address = new()
        {
            Family = PacketCalls.Packet,
            Protocol = BinaryPrimitives.ReverseEndianness(etherType),
            Interface = interfaceIndex,
        };
        bool isOpen = (udpPort == 0 || Attach(socket, PacketFilter.UdpTo(udpPort)))
            && PacketCalls.Bind(socket, &address, (uint)sizeof(LinkAddress)) == 0;
        int wakeUp = isOpen ? Libc.EventCreate(0, Libc.EventFlags) : -1;
        if (wakeUp < 0)
        {
            whyNot = Explain(Marshal.GetLastPInvokeError(), interfaceIndex);
            _ = Libc.Close(socket);
            return false;
        }

        port = new PacketPort(socket, wakeUp);
        whyNot = "";
        return true;
    }

    public bool Send(ReadOnlySpan<byte> frame)
    {
        // The number of a closed socket is soon another one's.
        lock (_closing)
        {
            if (_closed) return false;
            fixed (byte* bytes = frame)
            {
                nint sent;
                do
                {
                    sent = PacketCalls.Send(_socket, bytes, (nuint)frame.Length, Libc.DoNotWait);
                }
                while (sent < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted);
                return sent == frame.Length;
            }
        }
    }

    public int Receive(Span<byte> frame, TimeSpan longest)
    {
        PollEntry* entries = stackalloc PollEntry[2];
        entries[0] = new PollEntry { File = _socket, Events = (short)Libc.Readable };
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

        LinkAddress from;
        uint fromLength = (uint)sizeof(LinkAddress);
        fixed (byte* bytes = frame)
        {
            nint length = PacketCalls.Receive(
                _socket, bytes, (nuint)frame.Length, Libc.DoNotWait, &from, &fromLength);
            return length <= 0 || from.PacketType == PacketCalls.Outgoing ? 0 : (int)length;
        }
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
            _ = Libc.Close(_socket);
            _ = Libc.Close(_event);
        }
    }

    private static bool Attach(int socket, FilterInstruction[] instructions)
    {
        fixed (FilterInstruction* first = instructions)
        {
            FilterProgram program = new() { Count = (ulong)instructions.Length, Instructions = first };
            return PacketCalls.SetOption(socket, PacketCalls.LevelSocket, PacketCalls.AttachFilter, &program,
                (uint)sizeof(FilterProgram)) == 0;
        }
    }

    private static string Explain(int error, int interfaceIndex) => error switch
    {
        PacketCalls.NotPermitted or PacketCalls.AccessDenied =>
            "Raw Ethernet frames need root or the capability CAP_NET_RAW.",
        PacketCalls.NoDevice or PacketCalls.NoSuchAddress => $"There is no network interface {interfaceIndex}.",
        _ => $"Raw Ethernet frames are not possible: {new Win32Exception(error).Message}.",
    };
}
