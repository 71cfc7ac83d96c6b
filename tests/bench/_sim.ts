import { planPolls } from '#main/jobs/pollPlan.ts'
import { createMemoryDurations, createPolls, pollDelay } from '#main/jobs/polls.ts'
const normal=()=>Math.sqrt(-2*Math.log(1-Math.random()))*Math.cos(2*Math.PI*Math.random())
const draw=(u:number)=>u*Math.max(.3,1+.15*normal())
const q=(a:number[],p:number)=>a.toSorted((x,y)=>x-y)[Math.ceil(p*a.length)-1]
const RTT=3
for (const seen of [10,0]) for (const usual of [300,1000,3000,8000,30000]) {
  let late:number[]=[],req=0; const n=3000
  for(let j=0;j<n;j++){ const plan=planPolls(Array.from({length:seen},()=>draw(usual))); const d=draw(usual); let t=0;
    for(;;){ t+=pollDelay(plan,{elapsed:t,waiting:false},Math.random)+1; req++; if(t>=d)break; t+=RTT }
    late.push(t-d) }
  const m=late.reduce((a,b)=>a+b)/n
  console.log('alone',seen,usual,m.toFixed(0),(100*m/usual).toFixed(1)+'%','p95',q(late,.95)?.toFixed(0),'req',(req/n+2).toFixed(2))
}
// together: 50 jobs, learning as they end
for (const seen of [10,0]) for (const usual of [300,1000,3000,8000,30000]) {
  let late:number[]=[],req=0,n=0
  for(let r=0;r<60;r++){ const mem=createMemoryDurations(); for(let i=0;i<seen;i++) mem.add('a',draw(usual)); const polls=createPolls(mem)
    const jobs=Array.from({length:50},()=>({d:draw(usual),next:0})); for(const j of jobs) j.next=pollDelay(polls.plan('a'),{elapsed:0,waiting:false},Math.random)
    const live=new Set(jobs)
    while(live.size){ let f=[...live].reduce((a,b)=>a.next<b.next?a:b); req++; if(f.next>=f.d){late.push(f.next-f.d);n++;live.delete(f);polls.learn('a',f.d)} else f.next+=RTT+pollDelay(polls.plan('a'),{elapsed:f.next,waiting:false},Math.random) } }
  const m=late.reduce((a,b)=>a+b)/n
  console.log('together',seen,usual,m.toFixed(0),(100*m/usual).toFixed(1)+'%','p95',q(late,.95)?.toFixed(0),'req',(req/n+2).toFixed(2))
}
