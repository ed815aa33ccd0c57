"""What the classroom says in the terminal, and what its server refuses, in English and Chinese. Words of pages stand in words.py."""

from wenze.sim.language import Language
from wenze.sim.messages import add_messages

MESSAGES: dict[str, dict[Language, str]] = {
    # In the terminal.
    "classroom_watch": {"en": "Watch two regimes:  {address}", "zh": "观看两种制度：{address}"},
    "classroom_teach": {
        "en": "The teacher's page:  {address}   (keep it to yourself: it holds the key)",
        "zh": "教师页面：{address} （含密钥，请勿外传）",
    },
    "classroom_wall": {"en": "To be projected:     {address}", "zh": "投影页面：{address}"},
    "classroom_rehearse": {"en": "To rehearse it:      {address}", "zh": "排练页面：{address}"},
    "classroom_join": {
        "en": "Students join at     {address}   or type the code {code} at {root}",
        "zh": "学生加入：{address} ，或在 {root} 输入代码 {code}",
    },
    "classroom_alone": {
        "en": "Only this computer reaches these pages; host=0.0.0.0 lets phones on the same network join.",
        "zh": "目前只有本机可以打开这些页面；加上 host=0.0.0.0，同一网络中的手机即可加入。",
    },
    "classroom_others": {"en": "Other addresses of this computer: {addresses}", "zh": "本机的其他地址：{addresses}"},
    "classroom_kept": {
        "en": "The game is kept in {folder}; if this is stopped, it goes on from the last finished month with\n  {command}",
        "zh": "游戏保存在 {folder}；若中断，用以下命令可从最后完成的月份继续：\n  {command}",
    },
    "classroom_goes_on": {
        "en": "Going on with the game in {folder}. Months finished: {months}; seats taken: {seats}.",
        "zh": "继续 {folder} 中的游戏。已完成月数：{months}；已有座位：{seats}。",
    },
    "classroom_failed": {"en": "in the classroom: {why}", "zh": "课堂运行中出错：{why}"},
    "classroom_stop": {"en": "Ctrl-C stops it.", "zh": "按 Ctrl-C 停止。"},
    # Refused before it begins.
    "host_wrong": {
        "en": "host={value}: this computer has no such address ({why}); 0.0.0.0 means all it has",
        "zh": "host={value}：本机没有这个地址（{why}）；0.0.0.0 表示本机的全部地址",
    },
    "port_wrong": {
        "en": "port={value}: must be a whole number between 0 and 65535",
        "zh": "port={value}：应为 0 到 65535 之间的整数",
    },
    "port_taken": {
        "en": "port={value}: another program uses it, perhaps another wenze classroom; give another port, or port=0 for any",
        "zh": "port={value}：已被其他程序占用（也许是另一个 wenze classroom）；请换一个端口，或用 port=0 任选",
    },
    "port_refused": {"en": "port={value}: cannot be opened ({why})", "zh": "port={value}：无法打开（{why}）"},
    "scenarios_two": {
        "en": "scenarios={value}: the game has two regimes, the first and the one it changes to; expected [a,b]",
        "zh": "scenarios={value}：游戏有先后两种制度；应为 [a,b]",
    },
    "scenario_changes": {
        "en": "scenarios: {name} changes by itself in the course of time; choose two that do not",
        "zh": "scenarios：{name} 自身随时间变化；请选两个不变的情景",
    },
    "game_number": {
        "en": "{key}={value}: must be a whole number between {low} and {high}",
        "zh": "{key}={value}：应为 {low} 到 {high} 之间的整数",
    },
    "world_too_large": {
        "en": "the world has {posts:,} posts; a class can be shown at most {most:,}: fewer counties, townships or posts",
        "zh": "这个世界有 {posts:,} 个岗位；课堂最多可显示 {most:,} 个：请减少县、乡镇或岗位",
    },
    "kept_differs": {
        "en": "out={folder}: the game kept there has {key}={kept}, not {value}; leave {key}= out to go on with it, or name another folder",
        "zh": "out={folder}：其中保存的游戏为 {key}={kept}，而非 {value}；继续该游戏请不写 {key}=，或换一个文件夹",
    },
    "kept_broken": {
        "en": "{file}, line {line}: this is no game of wenze classroom; name another folder",
        "zh": "{file} 第 {line} 行：不是 wenze classroom 保存的游戏；请换一个文件夹",
    },
    "kept_by_another": {
        "en": "{file}: kept by another version of the model, whose months would come out differently; name another folder",
        "zh": "{file}：由另一版本的模型保存，各月结果会不同；请换一个文件夹",
    },
    "kept_in_use": {
        "en": "out={folder}: another wenze classroom keeps its game there",
        "zh": "out={folder}：另一个 wenze classroom 正在其中保存游戏",
    },
    # Refused by the server, on a page.
    "refused_address": {
        "en": "Requests under this name are not answered; use the address that the terminal shows.",
        "zh": "不接受以此名称发来的请求；请使用终端显示的地址。",
    },
    "refused_key": {
        "en": "This is not the teacher's key; it stands in the terminal.",
        "zh": "教师密钥不对；正确的密钥在终端中。",
    },
    "refused_code": {"en": "There is no game with this code.", "zh": "没有使用此代码的游戏。"},
    "refused_role": {"en": "There is no such part to play.", "zh": "没有这个角色。"},
    "refused_message": {"en": "This message cannot be understood.", "zh": "无法理解这条消息。"},
    "refused_too_fast": {
        "en": "Too many messages: at most {rate} a second are read.",
        "zh": "消息过多：每秒最多读取 {rate} 条。",
    },
    "refused_requests": {"en": "Too many requests; wait a moment.", "zh": "请求过多，请稍候。"},
    "refused_too_many": {
        "en": "Too many are connected; close other tabs, or come back in a moment.",
        "zh": "连接过多；请关闭其他标签页，或稍后再试。",
    },
    "refused_watched": {
        "en": "At most {most} pairs of regimes can be watched at a time; come back in a moment.",
        "zh": "同时最多可观看 {most} 组制度；请稍后再试。",
    },
    "refused_not_open": {"en": "Nothing is being watched yet.", "zh": "尚未打开任何制度。"},
    "refused_rate": {
        "en": "The speed must be a number between 0.1 and {most} months a second.",
        "zh": "速度应为每秒 0.1 到 {most} 个月之间的数。",
    },
    "refused_failed": {"en": "This failed; the terminal says why.", "zh": "操作失败；原因见终端。"},
    "refused_page": {"en": "There is no such page.", "zh": "没有这个页面。"},
    # Refused by the rules of the game.
    "refused_locked": {"en": "The teacher has locked the room.", "zh": "教师已锁定房间。"},
    "refused_full": {
        "en": "Every seat is taken; share a phone with somebody.",
        "zh": "座位已满；请与别人合用一部手机。",
    },
    "refused_over": {"en": "The game is over.", "zh": "游戏已经结束。"},
    "refused_name": {"en": "A name has at most {most} letters.", "zh": "名字最多 {most} 个字符。"},
    "refused_seat": {"en": "This seat is not known here; join again.", "zh": "没有这个座位；请重新加入。"},
    "refused_no_seat": {"en": "Join first.", "zh": "请先加入。"},
    "refused_stale": {
        "en": "This choice is for another month than the open one.",
        "zh": "这一选择不属于当前月份。",
    },
    "refused_not_choosing": {"en": "No month is open for choices now.", "zh": "现在不能选择。"},
    "refused_conduct": {"en": "Choose work, explore, cover or idle.", "zh": "请选择 work、explore、cover 或 idle。"},
    "refused_id": {
        "en": "An action needs an id of at most {most} characters.",
        "zh": "每个操作须有编号，最多 {most} 个字符。",
    },
    "refused_used": {"en": "This id was used for another choice.", "zh": "这个编号已用于另一选择。"},
    "refused_prediction": {
        "en": "A prediction is first, second or same, before the reveal.",
        "zh": "预测应为 first、second 或 same，并在揭晓之前作出。",
    },
    "refused_busy": {"en": "One moment: this is being done already.", "zh": "请稍候：正在进行。"},
    "refused_now": {"en": "This cannot be done now.", "zh": "现在不能这样做。"},
    "refused_seconds": {
        "en": "Seconds must be a whole number between 1 and {most}.",
        "zh": "秒数应为 1 到 {most} 之间的整数。",
    },
    "refused_teacher": {"en": "Only the teacher can do this.", "zh": "只有教师可以这样做。"},
    "refused_bots": {
        "en": "Only a rehearsal has simulated phones, at most {most}.",
        "zh": "只有排练可用模拟手机，最多 {most} 部。",
    },
    "refused_tries": {
        "en": "Too many play alone just now; come back in a moment.",
        "zh": "单独游戏的人过多；请稍后再试。",
    },
}

add_messages(MESSAGES)


def both(message: str, **values: object) -> dict[str, str]:
    """A message of the classroom in both languages, as pages are sent it, with its values filled in."""
    return {chosen: words.format(**values) for chosen, words in MESSAGES[message].items()}
