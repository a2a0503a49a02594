// Draws the table of arrivals: a bar for each row, a colour and a pattern for each gate.

import { patternOf } from "patterns"

const dark = matchMedia("(prefers-color-scheme: dark)")
let chart

function draw() {
  const room = document.querySelector("[data-chart-of]")
  room.hidden = false
  const canvas = room.querySelector("canvas")
  const table = document.getElementById(room.dataset.chartOf)
  if (chart && chart.canvas !== canvas) {
    chart.destroy()
    chart = null
  }
  chart ??= new Chart(canvas, { type: "bar", options: options(canvas) })
  Object.assign(chart.data, { labels: labelsOf(table), datasets: gatesOf(table) })
  chart.update("none")
}

function labelsOf(table) {
  return [...table.tBodies[0].rows].map((row) => row.cells[0].textContent)
}

// Kept by their name, so that a gate somebody has hidden stays hidden.
function gatesOf(table) {
  const known = new Map(chart.data.datasets.map((gate) => [gate.label, gate]))
  return [...table.querySelectorAll(".gate")].map((head, number) => {
    const gate = known.get(head.textContent) ?? { label: head.textContent }
    const data = [...table.tBodies[0].rows].map((row) => Number(row.cells[number + 1].textContent))
    return Object.assign(gate, { data, backgroundColor: fillOf(head, number), barPercentage: 0.95, categoryPercentage: 0.9 })
  })
}

function fillOf(head, number) {
  const ground = getComputedStyle(head).backgroundColor
  return patternOf(number, getComputedStyle(head).borderBottomColor, ground)
}

function options(canvas) {
  const { color, fontFamily, fontSize } = getComputedStyle(canvas)
  const line = getComputedStyle(canvas.closest(".card")).borderTopColor
  const words = { color, font: { family: fontFamily, size: parseFloat(fontSize) } }
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    interaction: { mode: "index", intersect: false },
    plugins: { legend: { align: "end", labels: { ...words, boxWidth: 16, boxHeight: 16 } } },
    scales: {
      x: { stacked: true, grid: { display: false }, border: { color: line }, ticks: { ...words, maxRotation: 0, autoSkipPadding: 16 } },
      y: { stacked: true, beginAtZero: true, grid: { color: line }, border: { display: false }, ticks: { ...words, precision: 0, maxTicksLimit: 6 } },
    },
  }
}

export function chartNow() {
  return chart
}

function drawAnew() {
  chart?.destroy()
  chart = null
  draw()
}

document.addEventListener("htmx:afterSettle", draw)
dark.addEventListener("change", drawAnew)
draw()
